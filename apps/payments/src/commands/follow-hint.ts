import { Injectable } from '@nestjs/common';
import { PaymentUnknown } from '../domain/payment.errors.ts';
import { PaymentProvider, type WebhookHint } from '../domain/payment-provider.ts';
import { PaymentRepository } from '../domain/payment.repository.ts';
import { SyncPayment } from './sync-payment.ts';

/** Looks at the payment that a notification was about, and nothing else: what it claimed is not used. */
@Injectable()
export class FollowHint {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly provider: PaymentProvider,
    private readonly sync: SyncPayment,
  ) {}

  /** Throws `PaymentUnknown` for a payment that is not here yet, so that the job comes again. */
  async execute(about: WebhookHint['about']): Promise<void> {
    const paymentId = await this.payments.findId(this.provider.name, about);
    if (!paymentId) throw new PaymentUnknown(about.providerRef ?? about.paymentId ?? about.captureRef ?? 'nothing');
    await this.sync.execute({ paymentId, refundRef: about.refundRef });
  }
}
