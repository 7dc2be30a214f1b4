import { Injectable } from '@nestjs/common';
import { failpoint } from '@tovar/platform';
import { operationKey, type Payment } from '../domain/payment.ts';
import { refusedCapture } from '../domain/payment-decisions.ts';
import { ProviderRefused } from '../domain/payment.errors.ts';
import { progressOf } from '../domain/payment-progress.ts';
import type { ProviderPayment } from '../domain/payment-provider.ts';
import { PaymentProviders } from '../domain/payment-providers.ts';
import { PaymentRepository } from '../domain/payment.repository.ts';
import { factsOf } from '../domain/provider-facts.ts';

/** Takes the approved money, once. */
@Injectable()
export class CapturePayment {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly providers: PaymentProviders,
  ) {}

  /**
   * The request and its key are stored already; a payment that was given up meanwhile is left alone. Throws
   * `UnknownOutcome` when the money may have been taken: then the payment stays PENDING and the same is asked again.
   */
  async execute({ paymentId }: { paymentId: string }): Promise<void> {
    const payment = await this.payments.get(paymentId);
    const { capture, approval, isCancelRequested } = progressOf(payment.transactions);
    if (capture?.state !== 'REQUESTED' || isCancelRequested || !approval?.providerRef) return;
    const { seen, refusal } = await this.take(payment, approval.providerRef);
    failpoint('payments.capture answered');
    await this.payments.update(paymentId, (current) => {
      const now = new Date();
      const facts = factsOf(current, seen, now);
      const isTaken = seen.captures.some(({ state }) => state !== 'FAILED');
      return { facts: isTaken || !refusal ? facts : [...facts, refusedCapture(current, refusal, now)] };
    });
  }

  /** A refusal is believed only when the provider shows no capture: an earlier try may have been carried out after all. */
  private async take(payment: Payment, providerRef: string): Promise<{ seen: ProviderPayment; refusal?: string }> {
    const provider = this.providers.of(payment);
    try {
      return { seen: await provider.capture(providerRef, operationKey(payment.id, 'capture')) };
    } catch (error) {
      if (!(error instanceof ProviderRefused)) throw error;
      return { seen: await provider.fetch(providerRef), refusal: error.reason };
    }
  }
}
