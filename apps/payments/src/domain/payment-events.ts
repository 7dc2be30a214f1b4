import { type ShopEvent, toJson } from '@tovar/contracts';
import type { Payment } from './payment.ts';
import type { Attention } from './payment.repository.ts';
import { CANCELLED_BY_SHOP, GIVEN_BACK_ELSEWHERE, progressOf } from './payment-progress.ts';

export type PaymentEvent = ShopEvent<
  | 'payment.started.v1'
  | 'payment.failed.v1'
  | 'payment.approved.v1'
  | 'payment.declined.v1'
  | 'payment.captured.v1'
  | 'payment.refunded.v1'
  | 'payment.refund-failed.v1'
  | 'payment.charged-back.v1'
  | 'payment.cancelled.v1'
>;

/** Every event that the payment's facts have called for so far; the same facts always call for the same events. */
export function eventsOf(payment: Payment): PaymentEvent[] {
  const { approval, capture, refunds, ...progress } = progressOf(payment.transactions);
  const ids = { orderId: payment.orderId, paymentId: payment.id };
  const subject = payment.orderId;
  const events: PaymentEvent[] = [];
  // What a buyer does to a payment that was given up has no meaning any more; what happens to money always has.
  if (!progress.isCancelRequested && progress.wasStarted && payment.redirectUrl) {
    events.push({ type: 'payment.started.v1', subject, data: { ...ids, redirectUrl: payment.redirectUrl } });
  }
  if (!progress.isCancelRequested && approval?.state === 'SUCCEEDED')
    events.push({ type: 'payment.approved.v1', subject, data: ids });
  const refusal = [capture, approval].find((operation) => operation?.state === 'FAILED');
  // Letting go of what orders has given up is our own doing, and told as "cancelled".
  if (refusal && !(progress.isCancelRequested && refusal.reason === CANCELLED_BY_SHOP)) {
    const type = progress.wasStarted ? 'payment.declined.v1' : 'payment.failed.v1';
    events.push({ type, subject, data: { ...ids, reason: refusal.reason ?? 'UNKNOWN' } });
  }
  if (capture?.state === 'SUCCEEDED') {
    events.push({ type: 'payment.captured.v1', subject, data: { ...ids, amount: toJson(capture.amount) } });
  }
  for (const { id: refundId, state, amount: given, reason = 'UNKNOWN' } of refunds) {
    const amount = toJson(given);
    if (state === 'SUCCEEDED')
      events.push({ type: 'payment.refunded.v1', subject, data: { ...ids, amount, refundId } });
    if (state === 'FAILED' && reason !== GIVEN_BACK_ELSEWHERE)
      events.push({ type: 'payment.refund-failed.v1', subject, data: { ...ids, amount, reason, refundId } });
  }
  if (progress.chargedBack > 0n) {
    const amount = toJson({ ...payment.amount, amount: progress.chargedBack });
    events.push({ type: 'payment.charged-back.v1', subject, data: { ...ids, amount } });
  }
  if (progress.isCancelled) events.push({ type: 'payment.cancelled.v1', subject, data: ids });
  return events;
}

/** What has to be told when facts were added: each event once in a payment's life. */
export function eventsBetween(before: Payment, after: Payment): PaymentEvent[] {
  const told = new Set(eventsOf(before).map(identityOf));
  return eventsOf(after).filter((event) => !told.has(identityOf(event)));
}

/** The events after which somebody has to look. */
export const ATTENTION_FOR: Readonly<Partial<Record<PaymentEvent['type'], Attention>>> = {
  'payment.refund-failed.v1': 'REFUND_FAILED',
  'payment.charged-back.v1': 'CHARGED_BACK',
};

/** Answers a request that comes again as it was answered before, if it was. */
export function toldBefore(payment: Payment, ...types: PaymentEvent['type'][]): PaymentEvent[] {
  return eventsOf(payment).filter(({ type }) => types.includes(type));
}

function identityOf({ type, data }: PaymentEvent): string {
  return `${type} ${'refundId' in data ? data.refundId : ''}`;
}
