import { type Money, money } from '@tovar/contracts';
import type { Payment } from './payment.ts';
import { type Change, jobFor, requestedRefund } from './payment-decisions.ts';
import { NothingToRefund } from './payment.errors.ts';
import { progressOf } from './payment-progress.ts';
import {
  RefundAlreadyDecided,
  RefundCurrencyDiffers,
  RefundNeedsAnother,
  RefundTooLarge,
} from './staff-refund.errors.ts';

/** Money that somebody of the staff wants to give back. */
export interface StaffRefund {
  /** A UUID. */
  readonly id: string;
  readonly paymentId: string;
  readonly orderId: string;
  readonly amount: Money;
  /** In the words of whoever asks. */
  readonly reason: string;
  /** Waits for another person; given, which the provider then carries out; or turned down. */
  readonly status: 'WAITING' | 'GIVEN' | 'REJECTED';
  /** The key of the operation at the provider, once it is given. */
  readonly operation?: string;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly decidedBy?: string;
  readonly decidedAt?: Date;
  /** Why it was turned down. */
  readonly note?: string;
}

export type RefundAsk = Pick<StaffRefund, 'id' | 'amount' | 'reason' | 'askedBy'>;

/** How much one person may give back of one payment without another, in minor units by currency; nothing where it is not said. */
export class RefundLimits {
  constructor(private readonly byCurrency: ReadonlyMap<string, bigint>) {}

  aloneUpTo(currency: string): bigint {
    return this.byCurrency.get(currency) ?? 0n;
  }
}

/**
 * Reserves the amount. Up to the limit it is given at once; above it, counting all that was given back before, and for
 * one's own payment, it waits for another. Throws `NothingToRefund`, `RefundCurrencyDiffers` or `RefundTooLarge`.
 */
export function askStaffRefund(payment: Payment, ask: RefundAsk, limits: RefundLimits, now: Date): Change {
  const { left, askedBack } = progressOf(payment.transactions);
  requireLeft(payment, ask.amount, left - payment.awaiting);
  const asked = { ...ask, paymentId: payment.id, orderId: payment.orderId, askedAt: now };
  const mayAlone = askedBack + ask.amount.amount <= limits.aloneUpTo(ask.amount.currency);
  if (mayAlone && payment.customerId !== ask.askedBy) return given(payment, asked, now);
  return { refund: { ...asked, status: 'WAITING' }, awaiting: payment.awaiting + ask.amount.amount };
}

/** Another person agrees. Throws `RefundNeedsAnother`, `RefundAlreadyDecided`, and `RefundTooLarge` when the money is gone by now. */
export function approveStaffRefund(payment: Payment, refund: StaffRefund, by: string, now: Date): Change {
  requireAnother(payment, refund, by);
  requireLeft(payment, refund.amount, progressOf(payment.transactions).left);
  const awaiting = payment.awaiting - refund.amount.amount;
  return { ...given(payment, { ...refund, decidedBy: by, decidedAt: now }, now), awaiting };
}

/** Another person turns it down. Throws `RefundNeedsAnother` or `RefundAlreadyDecided`. */
export function rejectStaffRefund(
  payment: Payment,
  refund: StaffRefund,
  { by, note }: { readonly by: string; readonly note: string },
  now: Date,
): Change {
  requireAnother(payment, refund, by);
  return {
    refund: { ...refund, status: 'REJECTED', decidedBy: by, decidedAt: now, note },
    awaiting: payment.awaiting - refund.amount.amount,
  };
}

function given(payment: Payment, refund: Omit<StaffRefund, 'status' | 'operation'>, now: Date): Change {
  const fact = requestedRefund(payment, refund.amount.amount, now);
  return {
    facts: [fact],
    refund: { ...refund, status: 'GIVEN', operation: fact.idempotencyKey },
    jobs: [jobFor(payment, 'refund')],
  };
}

function requireLeft(payment: Payment, asked: Money, left: bigint): void {
  if (progressOf(payment.transactions).captured === 0n) throw new NothingToRefund(payment.id);
  const { currency } = payment.amount;
  if (asked.currency !== currency) throw new RefundCurrencyDiffers(payment.id, asked.currency, currency);
  if (asked.amount > left) throw new RefundTooLarge(payment.id, asked, money(left > 0n ? left : 0n, currency));
}

function requireAnother({ customerId }: Payment, { id, askedBy, status }: StaffRefund, by: string): void {
  if (status !== 'WAITING') throw new RefundAlreadyDecided(id);
  if (by === askedBy || by === customerId) throw new RefundNeedsAnother(id);
}
