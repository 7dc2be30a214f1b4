import { Injectable } from '@nestjs/common';
import {
  Database,
  decodeCursor,
  type KeysetPage,
  type PageQuestion,
  pageSize,
  type PreparedStatement,
  toPage,
} from '@tovar/platform';
import type { ABUSE_REASONS } from '../commands/report-abuse.ts';
import type { RecordedDecision } from '../domain/moderation-log.ts';
import type { ReviewStatus } from '../domain/review.ts';
import { FIRST_ID, LAST_ID, REVIEW_COLUMNS, type ReviewView } from './review-view.ts';

export interface DecisionView extends RecordedDecision {
  readonly id: string;
  readonly decidedAt: Date;
}

/** What somebody said against a review or comment. */
export interface ReportView {
  readonly id: string;
  readonly reviewId: string;
  /** Null when it is about the review itself. */
  readonly commentId: string | null;
  readonly reporterId: string;
  readonly reason: (typeof ABUSE_REASONS)[number];
  readonly note: string | null;
  readonly reportedAt: Date;
}

/** What moderators work through. Each list is one statement, and throws `InvalidPageSize` and `InvalidCursor` before it. */
@Injectable()
export class ModerationLists {
  constructor(private readonly database: Database) {}

  /** Reviews of a status, the oldest first; those that wait unless asked otherwise. */
  reviews({ status, ...page }: PageQuestion & { status?: ReviewStatus | null }): Promise<KeysetPage<ReviewView>> {
    return this.page(REVIEWS, page, FIRST_ID, [status ?? 'PENDING']);
  }

  /** What nobody has decided about yet, the oldest first. */
  reports(page: PageQuestion): Promise<KeysetPage<ReportView>> {
    return this.page(REPORTS, page, FIRST_ID);
  }

  /** About a review and its comments, or about all of them, the latest first. */
  decisions(reviewId: string | null, page: PageQuestion): Promise<KeysetPage<DecisionView>> {
    return this.page(DECISIONS, page, LAST_ID, [reviewId]);
  }

  private async page<Item extends { readonly id: string }>(
    statement: PreparedStatement,
    { first, after }: PageQuestion,
    start: string,
    of: readonly (string | null)[] = [],
  ): Promise<KeysetPage<Item>> {
    const size = pageSize(first);
    const [place] = after ? decodeCursor(after, 'uuid') : [start];
    return toPage(await this.database.prepared<Item>(statement, [place, size + 1, ...of]), size, ({ id }) => [id]);
  }
}

const REVIEWS = {
  name: 'moderation.reviews',
  text: `SELECT ${REVIEW_COLUMNS} FROM review r WHERE r.status = $3 AND r.id > $1::uuid ORDER BY r.id LIMIT $2`,
};
const REPORTS = {
  name: 'moderation.reports',
  text: `
    SELECT id, review_id AS "reviewId", comment_id AS "commentId", reporter_id AS "reporterId", reason, note,
           reported_at AS "reportedAt"
      FROM abuse_report WHERE settled_at IS NULL AND id > $1::uuid ORDER BY id LIMIT $2`,
};
const DECISIONS = {
  name: 'moderation.decisions',
  text: `
    SELECT id, review_id AS "reviewId", comment_id AS "commentId", decision, actor_id AS "actorId", reason,
           decided_at AS "decidedAt"
      FROM moderation_decision WHERE ($3::uuid IS NULL OR review_id = $3) AND id < $1::uuid ORDER BY id DESC LIMIT $2`,
};
