import { Injectable } from '@nestjs/common';
import { PaymentUnknown } from '../domain/payment.errors.ts';
import type { WebhookHint } from '../domain/payment-provider.ts';
import { PaymentRepository } from '../domain/payment.repository.ts';
import { SyncPayment } from './sync-payment.ts';

export interface FollowHintInput {
  readonly provider: string;
  readonly about: WebhookHint['about'];
}

/** Looks at the payment that a notification was about, and nothing else: what it claimed is not used. */
@Injectable()
export class FollowHint {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly sync: SyncPayment,
  ) {}

  /** Throws `PaymentUnknown` for a payment that is not here yet, so that the job comes again. */
  async execute({ provider, about }: FollowHintInput): Promise<void> {
    const paymentId = await this.payments.findId(provider, about);
    if (!paymentId) throw new PaymentUnknown(about.providerRef ?? about.paymentId ?? about.captureRef ?? 'nothing');
    await this.sync.execute({ paymentId, refundRef: about.refundRef });
  }
}
