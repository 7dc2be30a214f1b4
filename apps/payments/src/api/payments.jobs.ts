import { Injectable } from '@nestjs/common';
import { type Job, OnJob } from '@tovar/platform';
import { z } from 'zod';
import { CancelPayment } from '../commands/cancel-payment.ts';
import { CapturePayment } from '../commands/capture-payment.ts';
import { leaveDoubt } from '../commands/leave-doubt.ts';
import { SettleRefunds } from '../commands/settle-refunds.ts';
import { StartPayment } from '../commands/start-payment.ts';
import { PaymentRepository } from '../domain/payment.repository.ts';
import { SyncPayment } from '../commands/sync-payment.ts';

const aboutPayment = z.object({ paymentId: z.uuid() });

/** What is done at the provider, outside of any transaction. What stays in doubt is left to the reconciler. */
@Injectable()
export class PaymentsJobs {
  constructor(
    private readonly startPayment: StartPayment,
    private readonly capturePayment: CapturePayment,
    private readonly cancelPayment: CancelPayment,
    private readonly settleRefunds: SettleRefunds,
    private readonly syncPayment: SyncPayment,
    private readonly payments: PaymentRepository,
  ) {}

  @OnJob('payments.start')
  start({ data }: Job): Promise<void> {
    return leaveDoubt(this.payments, () => this.startPayment.execute(aboutPayment.parse(data)));
  }

  @OnJob('payments.capture')
  capture({ data }: Job): Promise<void> {
    return leaveDoubt(this.payments, () => this.capturePayment.execute(aboutPayment.parse(data)));
  }

  @OnJob('payments.cancel')
  cancel({ data }: Job): Promise<void> {
    return leaveDoubt(this.payments, () => this.cancelPayment.execute(aboutPayment.parse(data)));
  }

  @OnJob('payments.refund')
  refund({ data }: Job): Promise<void> {
    return leaveDoubt(this.payments, () => this.settleRefunds.execute(aboutPayment.parse(data)));
  }

  @OnJob('payments.sync')
  sync({ data }: Job): Promise<void> {
    const { paymentId } = aboutPayment.parse(data);
    return leaveDoubt(this.payments, async () => this.syncPayment.execute(await this.payments.get(paymentId)));
  }
}
