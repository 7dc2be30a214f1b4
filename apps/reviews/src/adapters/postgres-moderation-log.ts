import { Injectable } from '@nestjs/common';
import { Database } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import { ModerationLog, type RecordedDecision } from '../domain/moderation-log.ts';

@Injectable()
export class PostgresModerationLog extends ModerationLog {
  constructor(private readonly database: Database) {
    super();
  }

  async add({ reviewId, commentId, decision, actorId, reason }: RecordedDecision): Promise<void> {
    const of = [reviewId, commentId];
    await this.database.prepared(INSERT, [uuidv7(), ...of, decision, actorId, reason]);
    await this.database.prepared(SETTLE, of);
  }
}

const INSERT = {
  name: 'moderation-decision.add',
  text: `INSERT INTO moderation_decision (id, review_id, comment_id, decision, actor_id, reason)
         VALUES ($1, $2, $3, $4, $5, $6)`,
};
const SETTLE = {
  name: 'abuse-report.settle',
  text: `UPDATE abuse_report SET settled_at = clock_timestamp()
          WHERE review_id = $1 AND comment_id IS NOT DISTINCT FROM $2::uuid AND settled_at IS NULL`,
};
