import { Injectable } from '@nestjs/common';
import { PaymentUnknown, ProviderDisagrees } from '../domain/payment.errors.ts';
import type { Payment } from '../domain/payment.ts';
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
    const payment = await this.payments.findNamed(provider, about);
    if (!payment) throw new PaymentUnknown(about.providerRef ?? about.paymentId ?? about.captureRef ?? 'nothing');
    if (!claims || !knows(payment, claims)) await this.look(payment, about.refundRef);
  }

  /** What disagrees will do so again: somebody has to look, and asking the same once more is the reconciler's. */
  private async look(payment: Payment, refundRef: string | undefined): Promise<void> {
    try {
      await this.sync.execute(payment, refundRef);
    } catch (error) {
      if (!(error instanceof ProviderDisagrees)) throw error;
      await this.payments.flag(payment.id, 'PROVIDER_DISAGREES');
    }
  }
}
