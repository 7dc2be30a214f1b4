import { Injectable } from '@nestjs/common';
import { money, type Money } from '@tovar/contracts';
import { can, Database, decodeCursor, type Identity, type KeysetPage, pageSize, toPage } from '@tovar/platform';
import type { TransactionState, TransactionType } from '../domain/payment.ts';
import type { PaymentState } from '../domain/payment-progress.ts';
import type { Attention } from '../domain/payment.repository.ts';

/** A payment as both APIs show it. */
export interface PaymentDetails {
  readonly id: string;
  readonly orderId: string;
  readonly state: PaymentState;
  readonly provider: string;
  readonly amount: Money;
  /** How much of it is with the buyer again. */
  readonly refunded: Money;
  /** Where to pay; only for the customer whose payment it is, and only while the provider waits. */
  readonly redirectUrl: string | null;
  readonly createdAt: Date;
  /** Why somebody has to look at it; only for staff. */
  readonly attention: Attention | null;
  readonly transactions: readonly TransactionDetails[];
}

export interface TransactionDetails {
  readonly type: TransactionType;
  readonly state: TransactionState;
  readonly amount: Money;
  readonly createdAt: Date;
}

export interface PaymentFilter {
  readonly ids?: readonly string[];
  readonly orderIds?: readonly string[];
  readonly provider?: string | null;
  readonly state?: PaymentState | null;
  /** Asked for at this moment or later. */
  readonly from?: Date | null;
  /** Asked for before this moment. */
  readonly to?: Date | null;
  /** True for those alone that somebody has to look at. */
  readonly needsAttention?: boolean | null;
  /** Only payments that are older than this one. */
  readonly before?: string;
  readonly limit: number;
}

export interface PaymentPage extends Omit<PaymentFilter, 'ids' | 'orderIds' | 'before' | 'limit'> {
  readonly orderId?: string | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

interface Row {
  readonly id: string;
  readonly order_id: string;
  readonly customer_id: string | null;
  readonly state: PaymentState;
  readonly provider: string;
  readonly amount_minor: string;
  readonly refunded_minor: string;
  readonly currency: string;
  readonly redirect_url: string | null;
  readonly created_at: Date;
  readonly attention: Attention | null;
  readonly transactions: readonly { type: TransactionType; state: TransactionState; amount: string; at: string }[];
}

/** Payments for whoever may see them: customers theirs, staff all, guests none by this way. */
@Injectable()
export class PaymentHistory {
  constructor(private readonly database: Database) {}

  /** Newest first. One statement, however many payments. */
  async list(filter: PaymentFilter, viewer: Identity | undefined): Promise<PaymentDetails[]> {
    const seesAll = can(viewer, 'payments:read:any');
    if (!viewer || (!seesAll && !can(viewer, 'payments:read:own'))) return [];
    const { ids = null, orderIds = null, before = null, limit } = filter;
    const { provider = null, state = null, from = null, to = null, needsAttention } = filter;
    const owner = seesAll ? null : viewer.userId;
    const isMarked = needsAttention === true;
    const values = [ids, orderIds, owner, before, limit, provider, state, from, to, isMarked];
    const rows = await this.database.prepared<Row>(LIST, values);
    return rows.map((row) => toDetails(row, viewer, seesAll));
  }

  /** A page of them. Throws `InvalidPageSize` and `InvalidCursor`. */
  async page({ orderId, first, after, ...filter }: PaymentPage, viewer: Identity): Promise<KeysetPage<PaymentDetails>> {
    const size = pageSize(first);
    const before = after === undefined || after === null ? undefined : decodeCursor(after, 'uuid')[0];
    const orderIds = orderId ? [orderId] : undefined;
    const found = await this.list({ ...filter, orderIds, before, limit: size + 1 }, viewer);
    return toPage(found, size, ({ id }) => [id]);
  }

  async find(id: string, viewer: Identity | undefined): Promise<PaymentDetails | undefined> {
    return (await this.list({ ids: [id], limit: 1 }, viewer))[0];
  }
}

const LIST = {
  name: 'payments.list',
  text: `
    SELECT p.id, p.order_id, p.customer_id, p.state, p.provider, p.amount_minor, p.refunded_minor, p.currency, p.redirect_url, p.created_at, p.attention,
           COALESCE(t.list, '[]') AS transactions
      FROM payment p
      LEFT JOIN LATERAL (
        SELECT json_agg(json_build_object('type', t.type, 'state', t.state, 'amount', t.amount_minor::text, 'at', t.created_at)
                        ORDER BY t.entry) AS list
          FROM payment_transaction t WHERE t.payment_id = p.id) AS t ON true
     WHERE ($1::uuid[] IS NULL OR p.id = ANY ($1))
       AND ($2::uuid[] IS NULL OR p.order_id = ANY ($2))
       AND ($3::uuid IS NULL OR p.customer_id = $3)
       AND ($4::uuid IS NULL OR p.id < $4)
       AND ($6::text IS NULL OR p.provider = $6)
       AND ($7::text IS NULL OR p.state = $7)
       AND ($8::timestamptz IS NULL OR p.created_at >= $8)
       AND ($9::timestamptz IS NULL OR p.created_at < $9)
       AND (NOT $10::boolean OR p.attention IS NOT NULL)
     ORDER BY p.id DESC LIMIT $5`,
};

function toDetails(row: Row, viewer: Identity, isStaff: boolean): PaymentDetails {
  const isOwner = row.customer_id === viewer.userId;
  return {
    id: row.id,
    orderId: row.order_id,
    state: row.state,
    provider: row.provider,
    amount: money(BigInt(row.amount_minor), row.currency),
    refunded: money(BigInt(row.refunded_minor), row.currency),
    redirectUrl: isOwner && row.state === 'REQUIRES_ACTION' ? row.redirect_url : null,
    createdAt: row.created_at,
    attention: isStaff ? row.attention : null,
    transactions: row.transactions.map(({ type, state, amount, at }) => ({
      type,
      state,
      amount: money(BigInt(amount), row.currency),
      createdAt: new Date(at),
    })),
  };
}
