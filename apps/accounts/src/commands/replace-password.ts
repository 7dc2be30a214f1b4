import { Injectable } from '@nestjs/common';
import { Database, Outbox } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import type { Client } from '../domain/client.ts';
import { type Credentials, CredentialsRepository } from '../domain/credentials.repository.ts';
import { SecurityLog } from '../domain/security-log.ts';
import { EndSessions } from './end-sessions.ts';

export interface NewPassword {
  readonly owner: Credentials;
  readonly passwordHash: string;
  /** Set by a mailed link, not by somebody who knew the old one. */
  readonly isReset: boolean;
  /** The session that may go on; the others end. */
  readonly sparedSessionId?: string;
  readonly client: Client;
}

/** Stores a new password, ends sessions and open links, and tells the owner by mail: all of it or nothing. */
@Injectable()
export class ReplacePassword {
  constructor(
    private readonly database: Database,
    private readonly credentials: CredentialsRepository,
    private readonly endSessions: EndSessions,
    private readonly securityLog: SecurityLog,
    private readonly outbox: Outbox,
  ) {}

  /** Returns the ids of the sessions that ended. */
  execute({ owner, passwordHash, isReset, sparedSessionId, client }: NewPassword): Promise<readonly string[]> {
    const { userId, email, locale } = owner;
    const notice = { mail: 'password-changed', to: email, locale, key: uuidv7() };
    return this.database.transaction(async () => {
      await this.credentials.changePassword(userId, { passwordHash, provesEmail: isReset });
      await this.securityLog.add({ kind: isReset ? 'password-reset' : 'password-changed', actorId: userId, client });
      await this.outbox.add({ jobs: [{ type: 'accounts.mail-notice', data: notice }] }, this.database);
      return this.endSessions.execute({ userId, sparedSessionId, reason: 'password-changed', client });
    });
  }
}
