import { Injectable } from '@nestjs/common';
import { PaymentUnknown, ProviderDisagrees } from '../domain/payment.errors.ts';
import { knows } from '../domain/payment-progress.ts';
import type { PaymentClaim, WebhookHint } from '../domain/payment-provider.ts';
import { PaymentRepository } from '../domain/payment.repository.ts';
import { SyncPayment } from './sync-payment.ts';

export interface FollowHintInput {
  readonly provider: string;
  readonly about: WebhookHint['about'];
  readonly claims?: PaymentClaim;
}

/**
 * Looks at the payment that a notification was about. What it claimed is never believed; but what the provider has told us
 * itself meanwhile, with the answer to a capture for example, is not asked for again.
 */
@Injectable()
export class FollowHint {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly sync: SyncPayment,
  ) {}

  /** Throws `PaymentUnknown` for a payment that is not here yet, so that the job comes again. */
  async execute({ provider, about, claims }: FollowHintInput): Promise<void> {
    const paymentId = await this.payments.findId(provider, about);
    if (!paymentId) throw new PaymentUnknown(about.providerRef ?? about.paymentId ?? about.captureRef ?? 'nothing');
    if (claims && knows(await this.payments.get(paymentId), claims)) return;
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
