import { fromJson, money, toJson } from '@tovar/contracts';
import type { Payment, PaymentBreakdown, PaymentRequest, PaymentTransaction } from '../domain/payment.ts';
import { type PaymentState, progressOf } from '../domain/payment-progress.ts';
import type { PaymentEntity, StoredBreakdown } from './payment.entity.ts';
import type { PaymentTransactionEntity } from './payment-transaction.entity.ts';

/** The states of a payment that has taken the order's money, or may be taking it. */
const PAYING: ReadonlySet<PaymentState> = new Set(['PENDING', 'CAPTURED', 'PARTIALLY_REFUNDED']);

/** A payment from its row, its facts and the rows of the order's other payments. */
export function toPayment(
  row: PaymentEntity,
  facts: readonly PaymentTransactionEntity[],
  others: readonly PaymentEntity[],
): Payment {
  return {
    id: row.id,
    orderId: row.orderId,
    orderNumber: row.orderNumber,
    customerId: row.customerId,
    provider: row.provider,
    amount: money(row.amountMinor, row.currency),
    lines: row.lines.map((line) => ({ ...line, unitPrice: fromJson(line.unitPrice) })),
    ...(row.breakdown && { breakdown: fromStored(row.breakdown) }),
    returnUrl: row.returnUrl,
    cancelUrl: row.cancelUrl,
    expiresAt: row.expiresAt,
    createdAt: row.createdAt,
    redirectUrl: row.redirectUrl ?? undefined,
    transactions: facts.map(toFact),
    isPaidElsewhere: others.some(({ state }) => PAYING.has(state)),
    awaiting: row.awaitingMinor,
  };
}

export function newPayment(request: PaymentRequest): Payment {
  return { ...request, transactions: [], isPaidElsewhere: false, awaiting: 0n };
}

/** The columns of what was asked for. */
export function requestColumns({ amount, lines, breakdown, ...request }: PaymentRequest): Partial<PaymentEntity> {
  const stored = lines.map((line) => ({ ...line, unitPrice: toJson(line.unitPrice) }));
  const columns = { amountMinor: amount.amount, currency: amount.currency, lines: stored };
  return { ...request, ...columns, breakdown: breakdown ? toStored(breakdown) : null };
}

/** The columns that follow from the facts. */
export function mirrorColumns(payment: Payment): Partial<PaymentEntity> {
  const { state, approval, captured, refunded, askedBack } = progressOf(payment.transactions);
  return {
    state,
    providerRef: approval?.providerRef ?? null,
    redirectUrl: payment.redirectUrl ?? null,
    capturedMinor: captured,
    refundedMinor: refunded,
    askedBackMinor: askedBack,
    awaitingMinor: payment.awaiting,
  };
}

export function factColumns(payment: Payment, fact: PaymentTransaction): Partial<PaymentTransactionEntity> {
  return {
    id: fact.id,
    paymentId: payment.id,
    orderId: payment.orderId,
    type: fact.type,
    state: fact.state,
    amountMinor: fact.amount.amount,
    currency: fact.amount.currency,
    idempotencyKey: fact.idempotencyKey,
    providerRef: fact.providerRef ?? null,
    reason: fact.reason ?? null,
    createdAt: fact.at,
  };
}

function toStored({ items, discount, delivery }: PaymentBreakdown): StoredBreakdown {
  return { items: toJson(items), discount: toJson(discount), delivery: toJson(delivery) };
}

function fromStored({ items, discount, delivery }: StoredBreakdown): PaymentBreakdown {
  return { items: fromJson(items), discount: fromJson(discount), delivery: fromJson(delivery) };
}

function toFact(row: PaymentTransactionEntity): PaymentTransaction {
  return {
    id: row.id,
    type: row.type,
    state: row.state,
    amount: money(row.amountMinor, row.currency),
    idempotencyKey: row.idempotencyKey,
    providerRef: row.providerRef ?? undefined,
    reason: row.reason ?? undefined,
    at: row.createdAt,
  };
}
