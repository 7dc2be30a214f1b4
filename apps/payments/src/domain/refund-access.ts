import type { Money } from '@tovar/contracts';
import { explain, Forbidden, type Identity } from '@tovar/platform';
import type { Payment } from './payment.ts';
import { progressOf } from './payment-progress.ts';

const SCOPE = 'payments:refund:any';

/** Throws `Forbidden` for those who may refund nothing at all, before they learn what there is. */
export function requireRefunder(identity: Identity): void {
  const denials = explain(identity, SCOPE);
  if (denials.some(({ reason }) => reason === 'MISSING_SCOPE')) throw new Forbidden([SCOPE], denials);
}

/** Throws `Forbidden`, with the condition that fails, unless a grant covers this much of this payment. */
export function requireMayRefund(identity: Identity, payment: Payment, amount: Money): void {
  const { state } = progressOf(payment.transactions);
  const denials = explain(identity, SCOPE, { amount, state, isOwn: payment.customerId === identity.userId });
  if (denials.length > 0) throw new Forbidden([SCOPE], denials);
}
