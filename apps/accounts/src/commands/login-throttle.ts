import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ipClient } from '@tovar/platform';
import { AccountsConfig } from '../accounts.config.ts';
import type { Client } from '../domain/client.ts';
import { KnownDevices } from '../domain/known-devices.ts';
import { type Budget, Throttle } from './throttle.ts';

const WINDOW_MS = 15 * 60_000;
/** Strangers can use up what all share: then everybody waits, but never long. */
const LONGEST_SHARED_WAIT_MS = 2_000;

export interface LoginTry {
  readonly email: string;
  readonly client: Client;
  /** What an earlier login on this device was given. */
  readonly deviceToken?: string;
}

/**
 * Slows down whoever guesses passwords: by account, by network and over the whole shop. A device on which somebody has
 * logged in to the account before has a counter of its own instead, so that strangers cannot lock the owner out.
 */
@Injectable()
export class LoginThrottle {
  constructor(
    private readonly throttle: Throttle,
    private readonly devices: KnownDevices,
    private readonly config: AccountsConfig,
  ) {}

  /** Counts the try. Throws `TooManyTries` when it comes too early. */
  admit(login: LoginTry): Promise<void> {
    return this.throttle.admit(this.budgetsOf(login));
  }

  /** Takes the try back: it was no guess. What it counted on alone is forgotten; what others share, it gives back. */
  async forgive(login: LoginTry): Promise<void> {
    const [own, ...shared] = this.budgetsOf(login);
    if (own) await this.throttle.forget(own);
    for (const budget of shared) await this.throttle.forgive(budget);
  }

  /** Whether somebody has logged in to the account on this device before. */
  knows({ email, deviceToken }: LoginTry): boolean {
    return this.devices.recognise(deviceToken, email, new Date()) !== undefined;
  }

  /** What makes the device known from now on; a device that is known already stays the same one. */
  deviceTokenFor({ email, deviceToken }: Pick<LoginTry, 'email' | 'deviceToken'>): string {
    const now = new Date();
    const id = this.devices.recognise(deviceToken, email, now) ?? randomBytes(16).toString('base64url');
    return this.devices.tokenFor({ id, email, now });
  }

  /** Addresses are hashed: whoever reads the counters learns nobody's. */
  private budgetsOf({ email, client, deviceToken }: LoginTry): Budget[] {
    const window = { windowMs: WINDOW_MS, longestWaitMs: WINDOW_MS };
    const perAccount = { ...window, free: this.config.ACCOUNTS_LOGIN_TRIES_PER_EMAIL };
    const device = this.devices.recognise(deviceToken, email, new Date());
    if (device) return [{ key: `login:device:${device}`, ...perAccount }];
    const hash = createHash('sha256').update(email).digest('base64url');
    const network = ipClient(client.ip);
    const perNetwork = { ...window, free: this.config.ACCOUNTS_LOGIN_TRIES_PER_IP };
    const inAll = { ...window, free: this.config.ACCOUNTS_LOGIN_TRIES_IN_ALL, longestWaitMs: LONGEST_SHARED_WAIT_MS };
    return [
      { key: `login:email:${hash}`, ...perAccount },
      ...(network ? [{ key: `login:ip:${network}`, ...perNetwork }] : []),
      { key: 'login:all', ...inAll },
    ];
  }
}
