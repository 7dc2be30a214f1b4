import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { KeyValueStore } from '@tovar/platform';
import { AccountsConfig } from '../accounts.config.ts';
import { TooManyLogins } from '../domain/accounts.errors.ts';
import { type Client, ipClient } from '../domain/client.ts';

const TRIES = 'accounts.login-tries';
const WAIT = 'accounts.login-wait';
/** Tries are forgotten this long after the first of them. */
const WINDOW_MS = 15 * 60_000;
const LONGEST_WAIT_MS = WINDOW_MS;

export interface LoginTry {
  readonly email: string;
  readonly client: Client;
}

interface Counter {
  readonly key: string;
  /** How many tries a window has before it slows down. */
  readonly free: number;
}

/** How long the next try must wait: a second after the first try too many, then twice as long each time. */
export function waitAfter(tries: number, free: number): number {
  return Math.min(1_000 * 2 ** Math.max(0, tries - free - 1), LONGEST_WAIT_MS);
}

/**
 * Slows down whoever guesses, by address and by network. A try counts before its password is checked, so that a thousand
 * at once are no more than one after another; past the free ones, exactly one is let through per wait.
 */
@Injectable()
export class LoginThrottle {
  constructor(
    private readonly store: KeyValueStore,
    private readonly config: AccountsConfig,
  ) {}

  /** Counts the try. Throws `TooManyLogins` when it comes too early. */
  async admit(login: LoginTry): Promise<void> {
    for (const counter of this.countersOf(login)) await this.admitTo(counter);
  }

  /** Takes the try back: it was no guess. The address's earlier tries are forgotten, the network's are not. */
  async forgive({ email, client }: LoginTry): Promise<void> {
    const [byEmail, byIp] = this.countersOf({ email, client });
    if (byEmail) await this.store.delete(TRIES, byEmail.key);
    if (byIp) await this.store.increment(TRIES, byIp.key, -1, { ttlMs: WINDOW_MS });
  }

  private async admitTo({ key, free }: Counter): Promise<void> {
    const wait = await this.store.get<number>(WAIT, key);
    if (wait) throw tooEarly(wait.value);
    const tries = await this.store.increment(TRIES, key, 1, { ttlMs: WINDOW_MS });
    if (tries <= free) return;
    const waitMs = waitAfter(tries, free);
    const isFirst = await this.store.compareAndSet(WAIT, key, 0, Date.now() + waitMs, { ttlMs: waitMs });
    if (isFirst === undefined) throw tooEarly(Date.now() + waitMs);
  }

  /** Addresses are hashed: whoever reads the store learns nobody's. */
  private countersOf({ email, client }: LoginTry): Counter[] {
    const hash = createHash('sha256').update(email).digest('base64url');
    const network = ipClient(client.ip);
    const byEmail = { key: `email:${hash}`, free: this.config.ACCOUNTS_LOGIN_TRIES_PER_EMAIL };
    return network ? [byEmail, { key: `ip:${network}`, free: this.config.ACCOUNTS_LOGIN_TRIES_PER_IP }] : [byEmail];
  }
}

function tooEarly(until: number): TooManyLogins {
  return new TooManyLogins(Math.max(1, Math.ceil((until - Date.now()) / 1_000)));
}
