import { z } from 'zod';
import type { SandboxClock } from '../../clock.ts';
import type { Announce } from '../notifications/announce.ts';
import { amountSchema } from '../request-syntax.ts';
import { invalid, notFound } from '../yookassa.errors.ts';
import { shifted, toMinor } from './amount.ts';
import type { Decision } from './decision.ts';
import type { PaymentBook } from './payment-book.ts';
import type { Cancellation, Payment } from './payment.ts';
import { checkReceipt, receiptSchema } from './receipt.ts';
import type { Views } from './views.ts';

/** An empty body asks for all that is held. */
export const captureRequest = z.object({ amount: amountSchema.optional(), receipt: receiptSchema.optional() });
export type CaptureRequest = z.infer<typeof captureRequest>;

/** How the money of a payment that the buyer has confirmed ends: taken, or let go. */
export class SettlePayment {
  constructor(
    private readonly book: PaymentBook,
    private readonly clock: SandboxClock,
    private readonly announce: Announce,
    private readonly views: Views,
  ) {}

  /** Takes what is held, or a part of it; the rest goes back. Throws a 400 in any other state. */
  capture(paymentId: string, request: CaptureRequest, skewMinor: bigint): Decision {
    const payment = this.known(paymentId);
    if (payment.status !== 'waiting_for_capture') throw invalid('Payment can not be captured in current status.');
    const amount = request.amount ?? payment.amount;
    if (amount.currency !== payment.amount.currency || toMinor(amount) > toMinor(payment.amount)) {
      throw invalid('Illegal amount for capture', 'amount');
    }
    if (request.receipt) checkReceipt(request.receipt, amount);
    return this.succeeded({ ...payment, amount: shifted(amount, skewMinor) });
  }

  /** Lets go of what is held. Throws a 400 for what is not held: nothing else can be cancelled. */
  cancel(paymentId: string): Decision {
    const payment = this.known(paymentId);
    if (!payment.isTwoStage) throw invalid('You can not cancel payment with autocapture');
    if (payment.status !== 'waiting_for_capture') throw invalid('Payment can not be canceled in current status.');
    return this.canceled(payment, { party: 'merchant', reason: 'canceled_by_merchant' });
  }

  succeeded(payment: Payment): Decision {
    const at = this.clock.now();
    const { id: paymentId, amount } = payment;
    const answer = this.views.payment({ ...payment, status: 'succeeded', capturedAt: at });
    const succeeded = { type: 'YooKassaPaymentSucceeded', paymentId, amount, at } as const;
    return { facts: [succeeded, ...this.announce.facts('payment.succeeded', answer)], answer };
  }

  canceled(payment: Payment, cancellation: Cancellation): Decision {
    const answer = this.views.payment({ ...payment, status: 'canceled', cancellation });
    const canceled = { type: 'YooKassaPaymentCanceled', paymentId: payment.id, cancellation } as const;
    return { facts: [canceled, ...this.announce.facts('payment.canceled', answer)], answer };
  }

  private known(paymentId: string): Payment {
    const payment = this.book.payment(paymentId);
    if (!payment) throw notFound('payment');
    return payment;
  }
}
