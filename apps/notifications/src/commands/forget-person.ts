import { Injectable } from '@nestjs/common';
import { SqlDatabase } from '@tovar/platform';

/** Everything that somebody was told, and what they wanted to hear of. Repeating is fine. */
@Injectable()
export class ForgetPerson {
  constructor(private readonly database: SqlDatabase) {}

  async execute({ userId }: { userId: string }): Promise<void> {
    await this.database.prepared(FORGET, [userId]);
  }
}

const FORGET = {
  name: 'forget-person',
  text: `
    WITH told AS (DELETE FROM notification WHERE recipient_id = $1 AND recipient_kind = 'USER'),
         preferred AS (DELETE FROM preference WHERE user_id = $1),
         scheduled AS (DELETE FROM mail_schedule WHERE user_id = $1)
    DELETE FROM favourite WHERE user_id = $1`,
};
