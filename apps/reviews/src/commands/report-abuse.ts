import { Injectable } from '@nestjs/common';
import { id } from '@tovar/contracts';
import { Database, NotFound } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { text } from './review-input.ts';

export const ABUSE_REASONS = ['SPAM', 'OFFENSIVE', 'OFF_TOPIC', 'FALSE', 'PRIVACY'] as const;

export const abuse = z.strictObject({ reason: z.enum(ABUSE_REASONS), note: text(1_000).nullish() });
export type Abuse = z.output<typeof abuse>;

export const reportInput = abuse.extend({ id });
export type ReportInput = z.output<typeof reportInput>;

/** Somebody tells the moderators of what should not stand there. */
@Injectable()
export class ReportAbuse {
  constructor(private readonly database: Database) {}

  /** Reporting again says it anew, also after a decision. Throws `NotFound` for what is not shown. */
  async review({ id: reviewId, ...said }: ReportInput, reporterId: string): Promise<void> {
    await this.report(REPORT_REVIEW, 'The review', reviewId, said, reporterId);
  }

  /** As `review`, of a comment. */
  async comment({ id: commentId, ...said }: ReportInput, reporterId: string): Promise<void> {
    await this.report(REPORT_COMMENT, 'The comment', commentId, said, reporterId);
  }

  private async report(
    statement: typeof REPORT_REVIEW,
    what: string,
    thingId: string,
    { reason, note = null }: Abuse,
    reporterId: string,
  ): Promise<void> {
    const values = [uuidv7(), thingId, reporterId, reason, note, new Date()];
    const reported = await this.database.prepared(statement, values);
    if (reported.length === 0) throw new NotFound(what);
  }
}

const REPORT = 'INSERT INTO abuse_report (id, review_id, comment_id, reporter_id, reason, note, reported_at)';
const AGAIN = `
  ON CONFLICT ON CONSTRAINT abuse_report_once
  DO UPDATE SET reason = EXCLUDED.reason, note = EXCLUDED.note, reported_at = EXCLUDED.reported_at, settled_at = NULL
  RETURNING id`;
const REPORT_REVIEW = {
  name: 'abuse-report.review',
  text: `${REPORT} SELECT $1::uuid, r.id, NULL, $3::uuid, $4::text, $5::text, $6::timestamptz
           FROM review r WHERE r.id = $2 AND r.status = 'APPROVED' ${AGAIN}`,
};
const REPORT_COMMENT = {
  name: 'abuse-report.comment',
  text: `${REPORT} SELECT $1::uuid, r.id, c.id, $3::uuid, $4::text, $5::text, $6::timestamptz
           FROM comment c JOIN review r ON r.id = c.review_id
          WHERE c.id = $2 AND c.status = 'VISIBLE' AND r.status = 'APPROVED' ${AGAIN}`,
};
