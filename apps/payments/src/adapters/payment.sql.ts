import type { MoneyJson } from '@tovar/contracts';
import type { TransactionState, TransactionType } from '../domain/payment.ts';
import type { PaymentState } from '../domain/payment-progress.ts';
import type { StoredBreakdown, StoredLine } from './payment.entity.ts';

/** A payment as its statements answer it, with its facts where they were asked for; PostgreSQL hands bigint over as text. */
export interface PaymentRow {
  readonly id: string;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly customerId: string | null;
  readonly provider: string;
  readonly amount: MoneyJson;
  readonly lines: readonly StoredLine[];
  readonly breakdown: StoredBreakdown | null;
  readonly returnUrl: string;
  readonly cancelUrl: string;
  readonly expiresAt: Date;
  readonly createdAt: Date;
  readonly state: PaymentState;
  readonly redirectUrl: string | null;
  readonly awaitingMinor: string;
  readonly facts: readonly FactRow[] | null;
}

/** One fact; the service's role can neither change nor delete it. */
export interface FactRow {
  readonly id: string;
  readonly type: TransactionType;
  readonly state: TransactionState;
  readonly amountMinor: string;
  readonly currency: string;
  readonly idempotencyKey: string;
  readonly providerRef: string | null;
  readonly reason: string | null;
  /** RFC 3339. */
  readonly at: string;
}

const PAYMENT = `
  p.id, p.order_id AS "orderId", p.order_number AS "orderNumber", p.customer_id AS "customerId", p.provider,
  json_build_object('amount', p.amount_minor::text, 'currency', p.currency) AS amount, p.lines, p.breakdown,
  p.return_url AS "returnUrl", p.cancel_url AS "cancelUrl", p.expires_at AS "expiresAt", p.created_at AS "createdAt",
  p.state, p.redirect_url AS "redirectUrl", p.awaiting_minor AS "awaitingMinor"`;

export const FIND = {
  name: 'payments.find',
  text: `SELECT ${PAYMENT}, facts_of_payment(p.id) AS facts FROM payment p WHERE p.id = $1`,
};

/** All payments of the order, in one order, so that two who lock them never wait for each other; the facts of the one. */
export const LOCK = {
  name: 'payments.lock',
  text: `
    SELECT locked.*, CASE WHEN locked.id = $1 THEN facts_of_payment(locked.id) END AS facts
      FROM (SELECT ${PAYMENT} FROM payment p WHERE p.order_id = (SELECT order_id FROM payment WHERE id = $1)
             ORDER BY p.id FOR UPDATE) AS locked`,
};

/** New facts, and the columns that follow from all of them. */
export const SAVE = {
  name: 'payments.save',
  text: `
    WITH added AS (
      INSERT INTO payment_transaction (id, payment_id, order_id, type, state, amount_minor, currency, idempotency_key,
        provider_ref, reason, created_at)
      SELECT f.id, $1, $2, f.type, f.state, f."amountMinor", f.currency, f."idempotencyKey", f."providerRef", f.reason, f.at
        FROM ROWS FROM (json_to_recordset($3::json) AS (id uuid, type text, state text, "amountMinor" bigint, currency text,
               "idempotencyKey" text, "providerRef" text, reason text, at timestamptz))
             WITH ORDINALITY AS f(id, type, state, "amountMinor", currency, "idempotencyKey", "providerRef", reason, at, place)
       ORDER BY f.place)
    UPDATE payment SET state = $4, provider_ref = $5, redirect_url = $6, captured_minor = $7, refunded_minor = $8,
           asked_back_minor = $9, awaiting_minor = $10
     WHERE id = $1`,
};

/** The payment that the most certain of the names belongs to. */
export const FIND_NAMED = {
  name: 'payments.find-named',
  text: `
    SELECT ${PAYMENT}, facts_of_payment(p.id) AS facts FROM payment p WHERE p.id = (
      SELECT id FROM (
        SELECT id, 1 AS doubt FROM payment WHERE provider = $1 AND provider_ref = $2
        UNION ALL SELECT p.id, 2 FROM payment_transaction t JOIN payment p ON p.id = t.payment_id
         WHERE p.provider = $1 AND t.provider_ref = $3
        UNION ALL SELECT id, 3 FROM payment WHERE provider = $1 AND id = $4::uuid
      ) AS named ORDER BY doubt LIMIT 1)`,
};

export const FLAG = `
  UPDATE payment SET attention = $2, attention_since = now() WHERE id = $1 AND attention IS DISTINCT FROM $2`;

export const CLEAR = `
  UPDATE payment p SET attention = NULL, attention_since = NULL
    FROM (SELECT id, attention FROM payment WHERE id = $1 AND attention IS NOT NULL FOR UPDATE) AS old
   WHERE p.id = old.id RETURNING old.attention`;
