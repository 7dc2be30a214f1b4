import type { Payment, PaymentRequest } from './payment.ts';
import type { Change } from './payment-decisions.ts';
import type { WebhookHint } from './payment-provider.ts';
import type { StaffRefund } from './staff-refund.ts';

/** Why somebody has to look at a payment. */
export const attentions = ['PROVIDER_DISAGREES', 'REFUND_FAILED', 'CHARGED_BACK', 'ORDER_UNKNOWN'] as const;
export type Attention = (typeof attentions)[number];

/** Payments and their facts. Whatever it stores, it stores in one transaction together with what it tells. */
export abstract class PaymentRepository {
  /** Stores a new payment with its first facts; answers false, and changes nothing, when its id is known. */
  abstract add(request: PaymentRequest, change: (payment: Payment) => Change): Promise<boolean>;

  /** Throws `PaymentUnknown`. */
  abstract get(paymentId: string): Promise<Payment>;

  abstract find(paymentId: string): Promise<Payment | undefined>;

  /** The payment that a hint is about, by the most certain name that it gives. */
  abstract findNamed(provider: string, about: WebhookHint['about']): Promise<Payment | undefined>;

  /** The ids of the payments with these ids of the provider; fewer where some are not known. */
  abstract findIds(provider: string, providerRefs: readonly string[]): Promise<string[]>;

  /** Marks the payment for somebody to look at; a mark that is there already stays as old as it is. */
  abstract flag(paymentId: string, attention: Attention): Promise<void>;

  /** Takes the mark away. Returns what it was, if there was one. */
  abstract clearAttention(paymentId: string): Promise<Attention | undefined>;

  abstract findRefund(refundId: string): Promise<StaffRefund | undefined>;

  /**
   * Loads the payment under lock (all payments of its order wait), lets `decide` choose, stores the facts that are new,
   * and tells in the outbox what they call for. A refund that failed and a charge-back mark the payment for attention. Facts that are known change nothing. Throws `PaymentUnknown`, and
   * `RefundAlreadyDecided` for a refund that somebody else has decided about meanwhile. `decide`
   * must be pure, and must call nobody.
   */
  abstract update(paymentId: string, decide: (payment: Payment) => Change): Promise<Payment>;
}
