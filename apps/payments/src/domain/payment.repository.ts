import type { Payment, PaymentRequest } from './payment.ts';
import type { Change } from './payment-decisions.ts';
import type { WebhookHint } from './payment-provider.ts';
import type { StaffRefund } from './staff-refund.ts';

/** Payments and their facts. Whatever it stores, it stores in one transaction together with what it tells. */
export abstract class PaymentRepository {
  /** Stores a new payment with its first facts; answers false, and changes nothing, when its id is known. */
  abstract add(request: PaymentRequest, change: (payment: Payment) => Change): Promise<boolean>;

  /** Throws `PaymentUnknown`. */
  abstract get(paymentId: string): Promise<Payment>;

  abstract find(paymentId: string): Promise<Payment | undefined>;

  /** The id of the payment that a hint is about, by the most certain name that it gives. */
  abstract findId(provider: string, about: WebhookHint['about']): Promise<string | undefined>;

  abstract findRefund(refundId: string): Promise<StaffRefund | undefined>;

  /**
   * Loads the payment under lock (all payments of its order wait), lets `decide` choose, stores the facts that are new,
   * and tells in the outbox what they call for. Facts that are known change nothing. Throws `PaymentUnknown`, and
   * `RefundAlreadyDecided` for a refund that somebody else has decided about meanwhile. `decide`
   * must be pure, and must call nobody.
   */
  abstract update(paymentId: string, decide: (payment: Payment) => Change): Promise<Payment>;
}
