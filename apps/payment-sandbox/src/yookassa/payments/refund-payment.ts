import { z } from 'zod';
import type { SandboxClock } from '../../clock.ts';
import type { Fact } from '../../facts.ts';
import { type Fault, skewOf } from '../../faults.ts';
import type { Announce } from '../notifications/announce.ts';
import { amountSchema, metadataSchema } from '../request-syntax.ts';
import { invalid, notFound } from '../yookassa.errors.ts';
import { shifted, toMinor } from './amount.ts';
import type { Decision } from './decision.ts';
import type { PaymentBook } from './payment-book.ts';
import type { Payment, Refund } from './payment.ts';
import { checkReceipt, receiptSchema } from './receipt.ts';
import type { Views } from './views.ts';

const refundablePeriodMs = 3 * 365 * 86_400_000;
const pendingMs = 60_000;

export const refundRequest = z.object({
  payment_id: z.string().length(36),
  amount: amountSchema,
  description: z.string().max(250).optional(),
  metadata: metadataSchema,
  receipt: receiptSchema.optional(),
});
export type RefundRequest = z.infer<typeof refundRequest>;

export class RefundPayment {
  constructor(
    private readonly book: PaymentBook,
    private readonly clock: SandboxClock,
    private readonly newId: () => string,
    private readonly announce: Announce,
    private readonly views: Views,
  ) {}

  /** Gives back a part or all that is left, at once unless a fault lets it take its time. Throws a 400 that changes nothing. */
  decide(request: RefundRequest, fault: Fault | undefined): Decision {
    const payment = this.book.payment(request.payment_id);
    if (!payment) throw notFound('payment');
    this.check(request, payment);
    const refund = this.refund(request, fault);
    const answer = this.views.refund(refund);
    const told = refund.status === 'succeeded' ? this.announce.facts('refund.succeeded', answer) : [];
    return { facts: [{ type: 'YooKassaRefundMade', refund }, ...told], answer };
  }

  /** A pending refund comes to its end; only a good one is announced. */
  ended(refund: Refund): Fact[] {
    const { id: refundId, ends } = refund;
    if (ends?.as !== 'succeeded') {
      const cancellation = { party: 'refund_network', reason: 'rejected_by_payee' } as const;
      return [{ type: 'YooKassaRefundEnded', refundId, status: 'canceled', cancellation }];
    }
    const after: Refund = { ...refund, status: 'succeeded' };
    return [
      { type: 'YooKassaRefundEnded', refundId, status: 'succeeded' },
      ...this.announce.facts('refund.succeeded', this.views.refund(after)),
    ];
  }

  private check({ amount, receipt }: RefundRequest, payment: Payment): void {
    if (payment.status !== 'succeeded') throw invalid('Payment can not be refunded in current status.', 'payment_id');
    const left = toMinor(payment.amount) - this.book.claimedMinor(payment.id);
    if (amount.currency !== payment.amount.currency) throw invalid('Invalid currency of the refund', 'amount.currency');
    if (left <= 0n) throw invalid('Payment is already completely refunded', 'payment_id');
    if (toMinor(amount) > left) throw invalid('Refund sum exceeded', 'amount');
    const isTooLate = this.clock.now() - payment.createdAt > refundablePeriodMs;
    if (isTooLate) throw invalid('Refund period has expired', 'payment_id');
    if (receipt) checkReceipt(receipt, amount);
  }

  private refund({ payment_id: paymentId, amount, description, metadata }: RefundRequest, fault?: Fault): Refund {
    const now = this.clock.now();
    const made = { id: this.newId(), paymentId, amount: shifted(amount, skewOf(fault)), description, metadata };
    if (fault?.kind !== 'refund-pending' && fault?.kind !== 'refund-canceled') {
      return { ...made, status: 'succeeded', createdAt: now };
    }
    const as = fault.kind === 'refund-pending' ? 'succeeded' : 'canceled';
    return { ...made, status: 'pending', createdAt: now, ends: { at: now + (fault.delayMs ?? pendingMs), as } };
  }
}
