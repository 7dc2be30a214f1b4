import { toJson } from '@tovar/contracts';
import type { NewJob } from '@tovar/platform';
import type { StaffRefund } from './staff-refund.ts';
import { type PaymentEvent, toldBefore } from './payment-events.ts';
import { isRefundKey, operationKey, type Payment, type PaymentFact } from './payment.ts';
import { CANCELLED_BY_SHOP, EXPIRED, isHeld, progressOf } from './payment-progress.ts';

/** What a decision changes about a payment. The events that new facts call for are told without being listed. */
export interface Change {
  readonly facts?: readonly PaymentFact[];
  readonly redirectUrl?: string;
  /** Answers to requests that come again. */
  readonly tell?: readonly PaymentEvent[];
  readonly jobs?: readonly NewJob[];
  /** A refund that staff ask for, or what was decided about one. */
  readonly refund?: StaffRefund;
  /** How much waits for a second person then, in minor units. */
  readonly awaiting?: bigint;
}

/** Work on a payment that is done at its provider; a waiting job for the same is not doubled. */
export function jobFor(payment: { readonly id: string }, work: 'start' | 'capture' | 'cancel' | 'refund'): NewJob {
  return { type: `payments.${work}`, data: { paymentId: payment.id }, key: `${work}:${payment.id}` };
}

/** A new payment: it and its key are stored before the provider hears of it. */
export function openPayment(payment: Payment, now: Date): Change {
  return { facts: [approvalFact(payment, 'REQUESTED', now)], jobs: [jobFor(payment, 'start')] };
}

/** Starting it was asked again: the answer is repeated, once there is one. */
export function repeatStart(payment: Payment): Change {
  return { tell: toldBefore(payment, 'payment.started.v1', 'payment.failed.v1') };
}

/** The provider refused, or it is too late: nothing was charged and nothing will be. */
export function refuseApproval(payment: Payment, reason: string, now: Date): Change {
  return { facts: [{ ...approvalFact(payment, 'FAILED', now), reason }] };
}

/** Nobody approved in time; nothing, when somebody did after all. */
export function lapseFacts(payment: Payment, now: Date): PaymentFact[] {
  const isApproved = progressOf(payment.transactions).approval?.state === 'SUCCEEDED';
  return isApproved ? [] : [{ ...approvalFact(payment, 'FAILED', now), reason: EXPIRED }];
}

/** The provider knows nothing of it any more, which it would if money had moved. */
export function forgottenFacts(payment: Payment, now: Date): PaymentFact[] {
  const { capture } = progressOf(payment.transactions);
  const lost = capture?.state === 'REQUESTED' ? [refusedCapture(payment, 'FORGOTTEN', now)] : [];
  return [...lapseFacts(payment, now), ...lost];
}

/** Orders wants the money: the request is stored, with its key, before the provider hears of it. */
export function askCapture(payment: Payment, now: Date): Change {
  const { capture, approval, isCancelRequested, wasStarted } = progressOf(payment.transactions);
  const answer = toldBefore(payment, 'payment.declined.v1', 'payment.captured.v1').at(-1);
  if (answer) return { tell: [answer] };
  if (isCancelRequested && !capture) return { tell: [declined(payment, 'CANCELLED')] };
  if (approval?.state === 'FAILED') return { tell: [declined(payment, approval.reason)] };
  if (capture || !wasStarted) return { jobs: [jobFor(payment, 'capture')] };
  if (payment.isPaidElsewhere) return { facts: [refusedCapture(payment, 'PAID_ELSEWHERE', now)] };
  return { facts: [captureFact(payment, 'REQUESTED', now)], jobs: [jobFor(payment, 'capture')] };
}

export function refusedCapture(payment: Payment, reason: string, now: Date): PaymentFact {
  return { ...captureFact(payment, 'FAILED', now), reason };
}

/** Orders gives the payment up; money that was taken goes back. */
export function askCancel(payment: Payment, now: Date): Change {
  const { isCancelled, left } = progressOf(payment.transactions);
  const tell = toldBefore(payment, 'payment.cancelled.v1');
  if (isCancelled && left === 0n) return { tell };
  return {
    facts: [voidFact(payment, 'REQUESTED', now), ...refundOfTheRest(payment, now)],
    tell,
    jobs: [jobFor(payment, 'cancel')],
  };
}

/** It is over: nothing was taken, or all is given back. What the buyer had agreed to has been let go of. */
export function finishCancel(payment: Payment, now: Date): Change {
  const done = voidFact(payment, 'SUCCEEDED', now);
  if (!isHeld(payment)) return { facts: [done] };
  const { approval } = progressOf(payment.transactions);
  const { providerRef } = approval ?? {};
  return { facts: [{ ...approvalFact(payment, 'FAILED', now), providerRef, reason: CANCELLED_BY_SHOP }, done] };
}

/** Orders gives the money back; when there is none to give, a person is told. */
export function askRefund(payment: Payment, now: Date): Change {
  const { left, isRefunding, refunded } = progressOf(payment.transactions);
  if (left > 0n) return { facts: refundOfTheRest(payment, now), jobs: [jobFor(payment, 'refund')] };
  if (isRefunding) return { jobs: [jobFor(payment, 'refund')] };
  if (refunded > 0n) return { tell: toldBefore(payment, 'payment.refunded.v1') };
  return { tell: [nothingToRefund(payment)] };
}

/** Money that came in although the payment was given up goes back; after a refused refund only when it is asked again. */
export function refundOrphan(payment: Payment, now: Date): Change {
  const { isCancelRequested, refunds } = progressOf(payment.transactions);
  if (!isCancelRequested || refunds.some(({ state }) => state === 'FAILED')) return {};
  return { facts: refundOfTheRest(payment, now) };
}

function refundOfTheRest(payment: Payment, at: Date): PaymentFact[] {
  const { left } = progressOf(payment.transactions);
  return left === 0n ? [] : [requestedRefund(payment, left, at)];
}

/** This much is asked for, in minor units, under a key of its own. */
export function requestedRefund(payment: Payment, minor: bigint, at: Date): PaymentFact {
  const { refunds } = progressOf(payment.transactions);
  const ours = refunds.filter(({ idempotencyKey }) => isRefundKey(payment.id, idempotencyKey));
  const idempotencyKey = operationKey(payment.id, `refund-${ours.length + 1}`);
  return { type: 'REFUND', state: 'REQUESTED', amount: { ...payment.amount, amount: minor }, idempotencyKey, at };
}

function approvalFact(payment: Payment, state: 'REQUESTED' | 'FAILED', at: Date): PaymentFact {
  return { type: 'AUTHORIZE', state, amount: payment.amount, idempotencyKey: operationKey(payment.id, 'create'), at };
}

function captureFact(payment: Payment, state: 'REQUESTED' | 'FAILED', at: Date): PaymentFact {
  return { type: 'CAPTURE', state, amount: payment.amount, idempotencyKey: operationKey(payment.id, 'capture'), at };
}

function voidFact(payment: Payment, state: 'REQUESTED' | 'SUCCEEDED', at: Date): PaymentFact {
  return { type: 'VOID', state, amount: payment.amount, idempotencyKey: operationKey(payment.id, 'cancel'), at };
}

function nothingToRefund({ id: paymentId, orderId, amount }: Payment): PaymentEvent {
  const data = { orderId, paymentId, amount: toJson({ ...amount, amount: 0n }), reason: 'NOTHING_LEFT' };
  return { type: 'payment.refund-failed.v1', subject: orderId, data };
}

function declined(payment: Payment, reason = 'UNKNOWN'): PaymentEvent {
  const data = { orderId: payment.orderId, paymentId: payment.id, reason };
  return { type: 'payment.declined.v1', subject: payment.orderId, data };
}
