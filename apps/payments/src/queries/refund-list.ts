import { Injectable } from '@nestjs/common';
import { money, type Money } from '@tovar/contracts';
import { Database, decodeCursor, type KeysetPage, NotFound, pageSize, toPage } from '@tovar/platform';

export const refundStatuses = ['WAITING', 'REJECTED', 'REQUESTED', 'PENDING', 'SUCCEEDED', 'FAILED'] as const;
/** Waiting for a second person or turned down by one; else how far the provider has got with it. */
export type RefundStatus = (typeof refundStatuses)[number];

/** A refund that staff asked for, as both APIs show it to staff. */
export interface RefundDetails {
  readonly id: string;
  readonly paymentId: string;
  readonly orderId: string;
  readonly amount: Money;
  readonly reason: string;
  readonly status: RefundStatus;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly note: string | null;
}

export interface RefundPage {
  readonly paymentId?: string | null;
  /** True for those alone that wait for a second person. */
  readonly isWaiting?: boolean | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

type Row = Omit<RefundDetails, 'amount'> & { readonly amountMinor: string; readonly currency: string };

/** What staff asked to give back. */
@Injectable()
export class RefundList {
  constructor(private readonly database: Database) {}

  /** Newest first, one statement. Throws `InvalidPageSize` and `InvalidCursor`. */
  async page({ paymentId, isWaiting, first, after }: RefundPage): Promise<KeysetPage<RefundDetails>> {
    const size = pageSize(first);
    const before = after === undefined || after === null ? null : decodeCursor(after, 'uuid')[0];
    const values = [null, paymentId ?? null, isWaiting === true, before, size + 1];
    const rows = await this.database.prepared<Row>(LIST, values);
    return toPage(rows.map(toDetails), size, ({ id }) => [id]);
  }

  /** Throws `NotFound`. */
  async get(id: string): Promise<RefundDetails> {
    const [row] = await this.database.prepared<Row>(LIST, [id, null, false, null, 1]);
    if (!row) throw new NotFound('The refund');
    return toDetails(row);
  }
}

const LIST = {
  name: 'payments.refunds',
  text: `
    SELECT r.id, r.payment_id AS "paymentId", r.order_id AS "orderId", r.amount_minor AS "amountMinor", r.currency, r.reason,
           CASE r.status WHEN 'GIVEN' THEN COALESCE(t.state, 'REQUESTED') ELSE r.status END AS status,
           r.asked_by AS "askedBy", r.asked_at AS "askedAt", r.decided_by AS "decidedBy", r.decided_at AS "decidedAt", r.note
      FROM staff_refund r
      LEFT JOIN LATERAL (
        SELECT t.state FROM payment_transaction t
         WHERE t.payment_id = r.payment_id AND t.type = 'REFUND' AND t.idempotency_key = r.operation
         ORDER BY array_position(ARRAY['SUCCEEDED', 'FAILED', 'PENDING', 'REQUESTED'], t.state) LIMIT 1) AS t ON true
     WHERE ($1::uuid IS NULL OR r.id = $1)
       AND ($2::uuid IS NULL OR r.payment_id = $2)
       AND (NOT $3 OR r.status = 'WAITING')
       AND ($4::uuid IS NULL OR r.id < $4)
     ORDER BY r.id DESC LIMIT $5`,
};

function toDetails({ amountMinor, currency, ...row }: Row): RefundDetails {
  return { ...row, amount: money(BigInt(amountMinor), currency) };
}
