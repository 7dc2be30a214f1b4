import { Injectable } from '@nestjs/common';
import { PaymentUnknown, ProviderDisagrees } from '../domain/payment.errors.ts';
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
    await this.look(paymentId, about.refundRef);
  }

  /** What disagrees will do so again: somebody has to look, and asking the same once more is the reconciler's. */
  private async look(paymentId: string, refundRef: string | undefined): Promise<void> {
    try {
      await this.sync.execute({ paymentId, refundRef });
    } catch (error) {
      if (!(error instanceof ProviderDisagrees)) throw error;
      await this.payments.flag(paymentId, 'PROVIDER_DISAGREES');
    }
  }
}
