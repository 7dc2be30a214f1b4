import { fromJson, money, toJson } from '@tovar/contracts';
import type { Payment, PaymentBreakdown, PaymentRequest, PaymentTransaction } from '../domain/payment.ts';
import { type PaymentState, progressOf } from '../domain/payment-progress.ts';
import type { PaymentEntity, StoredBreakdown } from './payment.entity.ts';
import type { FactRow, PaymentRow } from './payment.sql.ts';

/** The states of a payment that has taken the order's money, or may be taking it. */
const PAYING: ReadonlySet<PaymentState> = new Set(['PENDING', 'CAPTURED', 'PARTIALLY_REFUNDED']);

/** A payment from its row, its facts and the rows of the order's other payments. */
export function toPayment(row: PaymentRow, others: readonly PaymentRow[]): Payment {
  const { state: _mirrored, amount, lines, breakdown, redirectUrl, awaitingMinor, facts, ...request } = row;
  return {
    ...request,
    amount: fromJson(amount),
    lines: lines.map((line) => ({ ...line, unitPrice: fromJson(line.unitPrice) })),
    ...(breakdown && { breakdown: fromStored(breakdown) }),
    redirectUrl: redirectUrl ?? undefined,
    transactions: (facts ?? []).map(toFact),
    isPaidElsewhere: others.some(({ state }) => PAYING.has(state)),
    awaiting: BigInt(awaitingMinor),
  };
}

export function newPayment(request: PaymentRequest): Payment {
  return { ...request, transactions: [], isPaidElsewhere: false, awaiting: 0n };
}

/** The columns of what was asked for. */
export function requestColumns(payment: PaymentRequest): Partial<PaymentEntity> {
  const { amount, lines, breakdown, ...request } = payment;
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

/** What `SAVE` takes of a payment with its new facts. */
export function savedValues(payment: Payment, added: readonly PaymentTransaction[]): unknown[] {
  const { state, providerRef, redirectUrl, capturedMinor, refundedMinor, askedBackMinor, awaitingMinor } =
    mirrorColumns(payment);
  const facts = JSON.stringify(added.map(toRow));
  const sums = [capturedMinor, refundedMinor, askedBackMinor, awaitingMinor];
  return [payment.id, payment.orderId, facts, state, providerRef, redirectUrl, ...sums];
}

function toRow({ amount, at, ...fact }: PaymentTransaction): FactRow {
  const { id, type, state, idempotencyKey, providerRef = null, reason = null } = fact;
  const paid = { amountMinor: amount.amount.toString(), currency: amount.currency };
  return { id, type, state, ...paid, idempotencyKey, providerRef, reason, at: at.toISOString() };
}

function toStored({ items, discount, delivery }: PaymentBreakdown): StoredBreakdown {
  return { items: toJson(items), discount: toJson(discount), delivery: toJson(delivery) };
}

function fromStored({ items, discount, delivery }: StoredBreakdown): PaymentBreakdown {
  return { items: fromJson(items), discount: fromJson(discount), delivery: fromJson(delivery) };
}

function toFact({ amountMinor, currency, providerRef, reason, at, ...fact }: FactRow): PaymentTransaction {
  const optional = { providerRef: providerRef ?? undefined, reason: reason ?? undefined };
  return { ...fact, amount: money(BigInt(amountMinor), currency), ...optional, at: new Date(at) };
}
