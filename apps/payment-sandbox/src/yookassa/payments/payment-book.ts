import type { Fact } from '../../facts.ts';
import type { Book } from '../../ledger.ts';
import { toMinor } from './amount.ts';
import type { Payment, Refund } from './payment.ts';

/** Every payment and refund since the journal began: the oracle that a shop's own books are checked against. */
export class PaymentBook implements Book {
  private readonly payments = new Map<string, Payment>();
  private readonly refunds = new Map<string, Refund>();
  private readonly refundIdsByPayment = new Map<string, string[]>();

  payment(id: string): Payment | undefined {
    return this.payments.get(id);
  }

  refund(id: string): Refund | undefined {
    return this.refunds.get(id);
  }

  /** Oldest first. */
  allPayments(): Payment[] {
    return [...this.payments.values()];
  }

  /** Oldest first. */
  allRefunds(): Refund[] {
    return [...this.refunds.values()];
  }

  refundsOf(paymentId: string): Refund[] {
    return (this.refundIdsByPayment.get(paymentId) ?? []).flatMap((id) => this.refunds.get(id) ?? []);
  }

  /** What is with the buyer again. */
  refundedMinor(paymentId: string): bigint {
    return sumOf(this.refundsOf(paymentId).filter(({ status }) => status === 'succeeded'));
  }

  /** What can no longer be asked for: refunded, or on its way. */
  claimedMinor(paymentId: string): bigint {
    return sumOf(this.refundsOf(paymentId).filter(({ status }) => status !== 'canceled'));
  }

  apply(fact: Fact): void {
    if (fact.type === 'YooKassaPaymentCreated') this.payments.set(fact.payment.id, fact.payment);
    if (fact.type === 'YooKassaPaymentHeld') {
      this.change(fact.paymentId, { status: 'waiting_for_capture', expiresAt: fact.expiresAt });
    }
    if (fact.type === 'YooKassaPaymentSucceeded') {
      this.change(fact.paymentId, { status: 'succeeded', amount: fact.amount, capturedAt: fact.at });
    }
    if (fact.type === 'YooKassaPaymentCanceled') {
      this.change(fact.paymentId, { status: 'canceled', cancellation: fact.cancellation });
    }
    if (fact.type === 'YooKassaRefundMade') this.addRefund(fact.refund);
    if (fact.type === 'YooKassaRefundEnded') {
      const refund = this.refunds.get(fact.refundId);
      if (refund) this.refunds.set(refund.id, { ...refund, status: fact.status, cancellation: fact.cancellation });
    }
  }

  private change(paymentId: string, change: Partial<Payment>): void {
    const payment = this.payments.get(paymentId);
    if (payment) this.payments.set(paymentId, { ...payment, ...change });
  }

  private addRefund(refund: Refund): void {
    this.refunds.set(refund.id, refund);
    const earlier = this.refundIdsByPayment.get(refund.paymentId) ?? [];
    this.refundIdsByPayment.set(refund.paymentId, [...earlier, refund.id]);
  }
}

function sumOf(refunds: readonly Refund[]): bigint {
  return refunds.reduce((sum, { amount }) => sum + toMinor(amount), 0n);
}
