import { formatDecimal, isEqual, type Money } from '@tovar/contracts';
import { isRefundKey, keyElsewhere, operationKey, type Payment, type PaymentFact } from './payment.ts';
import { ProviderDisagrees } from './payment.errors.ts';
import type { ProviderCapture, ProviderPayment, ProviderRefund } from './payment-provider.ts';

/**
 * What is learnt from looking at the provider. Throws `ProviderDisagrees`, and then nothing is learnt, when what it shows
 * is not this payment to the cent.
 */
export function factsOf(payment: Payment, seen: ProviderPayment, at: Date): PaymentFact[] {
  requireSame(payment, seen);
  return [
    ...approvalFacts(payment, seen, at),
    ...seen.captures.flatMap((capture) => captureFacts(payment, capture, at)),
    ...seen.refunds.map((refund) => refundFact(payment, refund, at)),
  ];
}

/** The fact that a refund is; one that somebody made by hand gets a key of its own. */
export function refundFact(payment: Payment, refund: ProviderRefund, at: Date): PaymentFact {
  const { providerRef, key, amount, state, reason } = refund;
  const idempotencyKey = isRefundKey(payment.id, key) ? key : keyElsewhere(payment.provider, providerRef);
  return { type: 'REFUND', state, amount, idempotencyKey, providerRef, reason, at };
}

function requireSame(payment: Payment, seen: ProviderPayment): void {
  if (seen.paymentId !== payment.id)
    throw new ProviderDisagrees(payment.id, 'the id', payment.id, String(seen.paymentId));
  requireEqual(payment, 'the amount', seen.amount);
  if (seen.captures.length > 1)
    throw new ProviderDisagrees(payment.id, 'captures', 'one', String(seen.captures.length));
  for (const { amount } of seen.captures) requireEqual(payment, 'a capture of', amount);
}

function requireEqual(payment: Payment, what: string, shown: Money): void {
  if (isEqual(shown, payment.amount)) return;
  throw new ProviderDisagrees(payment.id, what, inWords(payment.amount), inWords(shown));
}

function inWords(amount: Money): string {
  return `${formatDecimal(amount)} ${amount.currency}`;
}

function approvalFacts(payment: Payment, seen: ProviderPayment, at: Date): PaymentFact[] {
  const approval = {
    type: 'AUTHORIZE',
    amount: payment.amount,
    idempotencyKey: operationKey(payment.id, 'create'),
    providerRef: seen.providerRef,
    at,
  } as const;
  const opened: PaymentFact = { ...approval, state: 'PENDING' };
  if (seen.status === 'waiting') return [opened];
  if (seen.status === 'voided') return [opened, { ...approval, state: 'FAILED', reason: seen.reason ?? 'VOIDED' }];
  return [opened, { ...approval, state: 'SUCCEEDED' }];
}

function captureFacts(payment: Payment, capture: ProviderCapture, at: Date): PaymentFact[] {
  const { providerRef, amount, state, reason, isChargedBack } = capture;
  const fact: PaymentFact = {
    type: 'CAPTURE',
    state,
    amount,
    idempotencyKey: operationKey(payment.id, 'capture'),
    providerRef,
    reason,
    at,
  };
  if (!isChargedBack) return [fact];
  return [fact, { ...fact, type: 'CHARGEBACK', idempotencyKey: keyElsewhere(payment.provider, providerRef) }];
}
