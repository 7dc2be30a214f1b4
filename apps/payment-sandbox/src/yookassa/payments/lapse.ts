import type { SandboxClock } from '../../clock.ts';
import type { Fact } from '../../facts.ts';
import type { Ledger } from '../../ledger.ts';
import type { PaymentBook } from './payment-book.ts';
import type { Payment } from './payment.ts';
import type { RefundPayment } from './refund-payment.ts';
import type { SettlePayment } from './settle-payment.ts';

/** What happens by itself when its time has come: pages close, holds end, pending refunds are settled. */
export class Lapse {
  constructor(
    private readonly ledger: Ledger,
    private readonly book: PaymentBook,
    private readonly clock: SandboxClock,
    private readonly settle: SettlePayment,
    private readonly refunds: RefundPayment,
  ) {}

  /** The payment as the clock has it now; nobody looks at one without this. */
  look(paymentId: string): Payment | undefined {
    const payment = this.book.payment(paymentId);
    if (!payment) return undefined;
    const now = this.clock.now();
    const refunds = this.book
      .refundsOf(paymentId)
      .filter(({ status, ends }) => status === 'pending' && ends !== undefined && ends.at <= now);
    this.ledger.commit([...this.lapsed(payment, now), ...refunds.flatMap((refund) => this.refunds.ended(refund))]);
    return this.book.payment(paymentId);
  }

  private lapsed(payment: Payment, now: number): readonly Fact[] {
    if (payment.expiresAt > now || (payment.status !== 'pending' && payment.status !== 'waiting_for_capture'))
      return [];
    const reason = payment.status === 'pending' ? 'expired_on_confirmation' : 'expired_on_capture';
    return this.settle.canceled(payment, { party: 'yoo_money', reason }).facts;
  }
}
