import { Injectable } from '@nestjs/common';
import type { Payment } from '../domain/payment.ts';
import { progressOf } from '../domain/payment-progress.ts';
import { nextStepOf } from '../domain/reconcile-plan.ts';
import { CancelPayment } from './cancel-payment.ts';
import { CapturePayment } from './capture-payment.ts';
import { SettleRefunds } from './settle-refunds.ts';
import { StartPayment } from './start-payment.ts';
import { SyncPayment } from './sync-payment.ts';

/** Looks at the provider, then does what has to be done next. */
@Injectable()
export class TakeNextStep {
  constructor(
    private readonly sync: SyncPayment,
    private readonly start: StartPayment,
    private readonly capture: CapturePayment,
    private readonly cancel: CancelPayment,
    private readonly refund: SettleRefunds,
  ) {}

  async execute(payment: Payment): Promise<void> {
    const { approval } = progressOf(payment.transactions);
    const known = approval?.providerRef ? await this.sync.execute(payment) : payment;
    const step = nextStepOf(known);
    if (step !== 'nothing') await this[step].execute({ paymentId: payment.id });
  }
}
