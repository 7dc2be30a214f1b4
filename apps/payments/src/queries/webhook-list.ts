import { Injectable } from '@nestjs/common';
import { Database, decodeCursor, type KeysetPage, pageSize, toPage } from '@tovar/platform';

export const webhookStates = ['RECEIVED', 'HANDLED', 'FAILED', 'IGNORED'] as const;
/** Still waiting; followed to the provider; not followed yet, and tried again; of no interest. */
export type WebhookState = (typeof webhookStates)[number];

/** A notification as staff see it; what it said stays inside, because it is no truth and names people. */
export interface WebhookDetails {
  readonly id: string;
  readonly provider: string;
  readonly eventId: string;
  readonly state: WebhookState;
  readonly attempts: number;
  readonly error: string | null;
  readonly receivedAt: Date;
}

export interface WebhookPage {
  readonly provider?: string | null;
  readonly state?: WebhookState | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

/** What the providers have told. */
@Injectable()
export class WebhookList {
  constructor(private readonly database: Database) {}

  /** Newest first, one statement. Throws `InvalidPageSize` and `InvalidCursor`. */
  async page({ provider, state, first, after }: WebhookPage): Promise<KeysetPage<WebhookDetails>> {
    const size = pageSize(first);
    const before = after === undefined || after === null ? null : decodeCursor(after, 'number')[0];
    const values = [provider ?? null, state ?? null, before, size + 1];
    const rows = await this.database.prepared<WebhookDetails>(LIST, values);
    return toPage(rows, size, ({ id }) => [Number(id)]);
  }
}

const LIST = {
  name: 'payments.webhooks',
  text: `
    SELECT w.entry AS id, w.provider, w.event_id AS "eventId", COALESCE(o.state, 'RECEIVED') AS state,
           COALESCE(o.attempts, 0) AS attempts, o.error, w.received_at AS "receivedAt"
      FROM webhook w LEFT JOIN webhook_outcome o USING (provider, event_id)
     WHERE ($1::text IS NULL OR w.provider = $1)
       AND ($2::text IS NULL OR COALESCE(o.state, 'RECEIVED') = $2)
       AND ($3::bigint IS NULL OR w.entry < $3)
     ORDER BY w.entry DESC LIMIT $4`,
};
