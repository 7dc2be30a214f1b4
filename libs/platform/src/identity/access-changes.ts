import { z } from 'zod';
import type { EventLog, Subscription } from '../event-log/event-log.ts';
import type { Identity } from './identity.ts';
import { REMEMBERED_MS, TokenLifeMemory } from './token-life-memory.ts';

/** The event by which tokens with outdated scopes end; its subject is the user or the role whose access has changed. */
export const ACCESS_CHANGED = 'access.changed.v1';

const change = z.object({ version: z.number(), userId: z.string().optional(), role: z.string().optional() });

/**
 * Which users and roles may do something else than before, although their access tokens have not ended. Changes are
 * numbered, and a token says which it knows of: no clock decides, and a token that was issued just after a change is good.
 */
export class AccessChanges {
  private readonly versions: TokenLifeMemory<number>;
  private subscription?: Subscription;

  constructor(
    private readonly log: EventLog,
    private readonly now: () => number = Date.now,
  ) {
    this.versions = new TokenLifeMemory(now);
  }

  async start(): Promise<void> {
    const since = new Date(this.now() - REMEMBERED_MS);
    this.subscription = await this.log.tail({ types: [ACCESS_CHANGED], since }, ({ data }) => {
      const { version, userId, role } = change.parse(data);
      this.versions.set(keyOf({ userId, role }), version);
    });
  }

  async stop(): Promise<void> {
    await this.subscription?.close();
  }

  /** True when something has changed for the user, or for one of the token's roles, that the token does not know of. */
  isOutdated({ userId, roles, accessVersion = 0 }: Identity): boolean {
    const keys = [keyOf({ userId }), ...roles.map((role) => keyOf({ role }))];
    return keys.some((key) => (this.versions.get(key) ?? 0) > accessVersion);
  }
}

function keyOf({ userId, role }: { userId?: string; role?: string }): string {
  return userId === undefined ? `role ${role}` : `user ${userId}`;
}
