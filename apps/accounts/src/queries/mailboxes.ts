import { Injectable } from '@nestjs/common';
import type { UserMailboxes } from '@tovar/contracts';
import { anyOf, Database } from '@tovar/platform';

/** Where people read their mail. */
@Injectable()
export class Mailboxes {
  constructor(private readonly database: Database) {}

  /** Without those who are unknown or blocked, and without addresses that nobody has confirmed. One statement. */
  find(userIds: readonly string[]): Promise<UserMailboxes['mailboxes']> {
    return this.database.prepared(MAILBOXES, [userIds]);
  }
}

const MAILBOXES = {
  name: 'mailboxes',
  text: `SELECT id AS "userId", email, locale FROM user_account
          WHERE id = ${anyOf('uuid')} AND status = 'active' AND email_verified_at IS NOT NULL`,
};
