import type { StoredEvent } from '../event-log/event.ts';
import type { EventLog } from '../event-log/event-log.ts';
import { ACCESS_CHANGED, AccessChanges } from './access-changes.ts';
import { ACCESS_TOKEN_LIFE_MS } from './access-token-life.ts';

const NOON = Date.parse('2026-11-21T12:00:00Z');

describe('changes of access', () => {
  let tell: (data: object) => void;
  let now: number;
  let changes: AccessChanges;

  beforeEach(async () => {
    now = NOON;
    const log = {
      tail: async ({ types, since }: { types: string[]; since: Date }, see: (event: StoredEvent) => void) => {
        expect([types, since]).toEqual([[ACCESS_CHANGED], new Date(NOON - ACCESS_TOKEN_LIFE_MS - 60_000)]);
        tell = (data) => see({ data } as StoredEvent);
        return { close: async () => undefined };
      },
    };
    changes = new AccessChanges(log as unknown as EventLog, () => now);
    await changes.start();
  });

  const token = (accessVersion: number, roles: string[] = ['manager']) => ({
    userId: 'mira',
    sessionId: 's',
    scopes: new Set<string>(),
    expiresAt: 0,
    accessVersion,
    roles,
  });

  it("end a user's tokens that do not know of them, and nobody else's", () => {
    tell({ version: 5, userId: 'mira' });
    expect(changes.isOutdated(token(4))).toBe(true);
    expect(changes.isOutdated(token(5))).toBe(false);
    expect(changes.isOutdated({ ...token(4), userId: 'noor' })).toBe(false);
  });

  it('of a role end the tokens of everybody who has it', () => {
    tell({ version: 6, role: 'manager' });
    expect(changes.isOutdated(token(5))).toBe(true);
    expect(changes.isOutdated(token(5, ['support']))).toBe(false);
  });

  it('are forgotten when no token can live that does not know of them', () => {
    tell({ version: 7, userId: 'mira' });
    now += ACCESS_TOKEN_LIFE_MS + 60_000;
    tell({ version: 8, userId: 'noor' });
    expect(changes.isOutdated(token(1))).toBe(false);
  });
});
