import type { NewJob } from '@tovar/platform';
import type { Payment } from './payment.ts';
import { isHeld, progressOf } from './payment-progress.ts';

/** How long to wait for whom, in milliseconds. */
export class ReconcilePace {
  constructor(
    /** The waits before the first, second, … look at a payment that does not move; the last one repeats. */
    readonly looksMs: readonly number[],
    /** How long after a capture was asked for the provider may still carry out a call that never answered. */
    readonly doubtMs: number,
    /** How long the provider lets a buyer approve. */
    readonly approvalMs: number,
  ) {}
}

/** Nobody else comes back to a payment, so its next look survives long outages of our own. */
export const ATTEMPTS_OF_A_LOOK = 1_000;

/** What has to be done about a payment now, besides looking at the provider. */
export type NextStep = 'start' | 'capture' | 'cancel' | 'refund' | 'nothing';

export function nextStepOf(payment: Payment): NextStep {
  const { approval, capture, left, ...progress } = progressOf(payment.transactions);
  if (progress.isRefunding) return 'refund';
  if (progress.isCancelRequested && (!progress.isCancelled || left > 0n || isHeld(payment)))
    return hasRefusedRefund(payment) ? 'nothing' : 'cancel';
  if (progress.isCancelled) return 'nothing';
  if (capture?.state === 'REQUESTED') return 'capture';
  return approval?.state === 'REQUESTED' ? 'start' : 'nothing';
}

/** True when a payment needs no more looks: nothing is open, in doubt or in the wrong hands, or a person has to decide. */
export function isSettled(payment: Payment, now: Date, pace: ReconcilePace): boolean {
  const { state, ...progress } = progressOf(payment.transactions);
  if (nextStepOf(payment) !== 'nothing') return false;
  if (hasRefusedRefund(payment)) return true;
  if (progress.isCancelled && isCaptureInDoubt(payment)) return hasPassed(payment.createdAt, pace.approvalMs, now);
  return !['CREATED', 'REQUIRES_ACTION', 'AUTHORIZED', 'PENDING'].includes(state);
}

/** True while money may be taken by a call whose outcome is not known, or is being taken. */
export function isCaptureInDoubt(payment: Payment): boolean {
  const { capture } = progressOf(payment.transactions);
  return capture?.state === 'REQUESTED' || capture?.state === 'PENDING';
}

/** True when a capture that was asked for, and is not there, will not come any more. */
export function isDoubtOver(payment: Payment, now: Date, pace: ReconcilePace): boolean {
  const { capture } = progressOf(payment.transactions);
  return capture?.state === 'REQUESTED' && hasPassed(capture.at, pace.doubtMs, now);
}

/** True when the provider takes no approval any more. */
export function isApprovalOver(payment: Payment, now: Date, pace: ReconcilePace): boolean {
  return hasPassed(payment.createdAt, pace.approvalMs, now);
}

/** The next look at a payment after `looks` of them; it replaces one that waits. */
export function nextLook(payment: Payment, looks: number, now: Date, { looksMs }: ReconcilePace): NewJob {
  const waitMs = looksMs[Math.min(looks, looksMs.length - 1)] ?? 0;
  const runAt = new Date(now.getTime() + waitMs);
  return {
    type: 'payments.reconcile',
    data: { paymentId: payment.id, looks: looks + 1 },
    runAt,
    key: lookKey(payment),
    maxAttempts: ATTEMPTS_OF_A_LOOK,
  };
}

/** Of the one look at a payment that waits. */
export function lookKey({ id }: Pick<Payment, 'id'>): string {
  return `reconcile:${id}`;
}

/** The provider will not give this money back by itself: asking again and again would change nothing. */
function hasRefusedRefund(payment: Payment): boolean {
  const { refunds, left } = progressOf(payment.transactions);
  return left > 0n && refunds.some(({ state }) => state === 'FAILED');
}

function hasPassed(since: Date, waitMs: number, now: Date): boolean {
  return now.getTime() - since.getTime() > waitMs;
}
