import { Injectable } from '@nestjs/common';
import { money, type Money } from '@tovar/contracts';
import { can, Database, type Identity } from '@tovar/platform';
import type { TransactionState, TransactionType } from '../domain/payment.ts';
import type { PaymentState } from '../domain/payment-progress.ts';

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
  /** Only payments that are older than this one. */
  readonly before?: string;
  readonly limit: number;
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
    const owner = seesAll ? null : viewer.userId;
    const rows = await this.database.prepared<Row>(LIST, [ids, orderIds, owner, before, limit]);
    return rows.map((row) => toDetails(row, viewer));
  }

  async find(id: string, viewer: Identity | undefined): Promise<PaymentDetails | undefined> {
    return (await this.list({ ids: [id], limit: 1 }, viewer))[0];
  }
}

const LIST = {
  name: 'payments.list',
  text: `
    SELECT p.id, p.order_id, p.customer_id, p.state, p.provider, p.amount_minor, p.refunded_minor, p.currency, p.redirect_url, p.created_at,
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
     ORDER BY p.id DESC LIMIT $5`,
};

function toDetails(row: Row, viewer: Identity): PaymentDetails {
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
    transactions: row.transactions.map(({ type, state, amount, at }) => ({
      type,
      state,
      amount: money(BigInt(amount), row.currency),
      createdAt: new Date(at),
    })),
  };
}
