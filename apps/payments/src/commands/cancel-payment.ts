import { Injectable } from '@nestjs/common';
import { operationKey, type Payment } from '../domain/payment.ts';
import { finishCancel, refundOrphan } from '../domain/payment-decisions.ts';
import { isHeld, progressOf, providerRefOf } from '../domain/payment-progress.ts';
import { PaymentProviders } from '../domain/payment-providers.ts';
import { PaymentRepository } from '../domain/payment.repository.ts';
import { isCaptureInDoubt, isDoubtOver, ReconcilePace } from '../domain/reconcile-plan.ts';
import { SettleRefunds } from './settle-refunds.ts';
import { SyncPayment } from './sync-payment.ts';

/** Gives a payment up, for which orders has asked; money that was taken goes back first. */
@Injectable()
export class CancelPayment {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly providers: PaymentProviders,
    private readonly sync: SyncPayment,
    private readonly refund: SettleRefunds,
    private readonly pace: ReconcilePace,
  ) {}

  /**
   * Finds out first: while it is not known whether money was taken, or not all of it is back, the payment stays as it is
   * and the reconciler comes again. Throws `UnknownOutcome` when the provider does not answer.
   */
  async execute({ paymentId }: { paymentId: string }): Promise<void> {
    const asked = await this.payments.get(paymentId);
    const known = isCaptureInDoubt(asked) ? await this.sync.execute(asked) : asked;
    const payment = await this.giveBack(known);
    if (this.mayStillBeTaken(payment)) return;
    const { left, isRefunding, isCancelled } = progressOf(payment.transactions);
    if (left > 0n || isRefunding || (isCancelled && !isHeld(payment))) return;
    if (isHeld(payment)) {
      const provider = this.providers.of(payment);
      await provider.cancel(providerRefOf(payment), operationKey(paymentId, 'cancel'));
    }
    await this.payments.update(paymentId, (current) => finishCancel(current, new Date()));
  }

  private async giveBack(payment: Payment): Promise<Payment> {
    const { left, isRefunding } = progressOf(payment.transactions);
    if (left === 0n && !isRefunding) return payment;
    await this.payments.update(payment.id, (current) => refundOrphan(current, new Date()));
    await this.refund.execute({ paymentId: payment.id });
    return this.payments.get(payment.id);
  }

  private mayStillBeTaken(payment: Payment): boolean {
    return isCaptureInDoubt(payment) && !isDoubtOver(payment, new Date(), this.pace);
  }
}
