import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ipClient } from '@tovar/platform';
import { AccountsConfig } from '../accounts.config.ts';
import type { Client } from '../domain/client.ts';
import { Throttle } from './throttle.ts';

const WINDOW_MS = 60 * 60_000;

/** What makes the shop send a mail to an address that somebody typed. */
export type MailReason = 'register' | 'resend' | 'reset-password' | 'change-email';

/** Keeps the shop from filling strangers' mailboxes: mails are counted by address and by who asks, known addresses or not. */
@Injectable()
export class MailThrottle {
  constructor(
    private readonly throttle: Throttle,
    private readonly config: AccountsConfig,
  ) {}

  /** Counts the mail. Throws `TooManyTries` when it is asked for too early. */
  admit(reason: MailReason, { email, client }: { email: string; client: Client }): Promise<void> {
    const window = { windowMs: WINDOW_MS, longestWaitMs: WINDOW_MS };
    const hash = createHash('sha256').update(email).digest('base64url');
    const network = ipClient(client.ip);
    const perNetwork = { ...window, free: this.config.ACCOUNTS_MAILS_PER_IP };
    return this.throttle.admit([
      { key: `${reason}:email:${hash}`, ...window, free: this.config.ACCOUNTS_MAILS_PER_EMAIL },
      ...(network ? [{ key: `${reason}:ip:${network}`, ...perNetwork }] : []),
    ]);
  }
}
