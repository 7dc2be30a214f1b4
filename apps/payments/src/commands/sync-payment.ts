import { Injectable, Logger } from '@nestjs/common';
import type { Payment, PaymentFact } from '../domain/payment.ts';
import { forgottenFacts, lapseFacts } from '../domain/payment-decisions.ts';
import { ProviderRefused } from '../domain/payment.errors.ts';
import { progressOf, providerRefOf } from '../domain/payment-progress.ts';
import type { ProviderPayment, ProviderRefund } from '../domain/payment-provider.ts';
import { PaymentProviders } from '../domain/payment-providers.ts';
import { PaymentRepository } from '../domain/payment.repository.ts';
import { factsOf, refundFact } from '../domain/provider-facts.ts';
import { isApprovalOver, ReconcilePace } from '../domain/reconcile-plan.ts';

/** Looks at the provider and learns what is true: what webhooks, the return page and the reconciler all end in. */
@Injectable()
export class SyncPayment {
  private readonly logger = new Logger('SyncPayment');

  constructor(
    private readonly payments: PaymentRepository,
    private readonly providers: PaymentProviders,
    private readonly pace: ReconcilePace,
  ) {}

  /**
   * `refundRef` is a refund that a notification named; it is looked at too, because not every provider lists refunds with the
   * payment. Throws `ProviderDisagrees` when what is shown is not this payment, and `PaymentNotStarted` before there is one.
   */
  async execute(payment: Payment, refundRef?: string): Promise<Payment> {
    const seen = await this.look(payment, providerRefOf(payment));
    const refund = refundRef === undefined ? undefined : await this.providers.of(payment).fetchRefund(refundRef);
    return this.payments.update(payment.id, (current) => {
      const now = new Date();
      const facts = seen ? factsOf(current, seen, now) : forgottenFacts(current, now);
      const isLapsed = seen?.status === 'waiting' && isApprovalOver(current, now, this.pace);
      return {
        facts: [
          ...facts,
          ...this.refundFacts(current, facts, refund, now),
          ...(isLapsed ? lapseFacts(current, now) : []),
        ],
      };
    });
  }

  /** Undefined for a payment that the provider has forgotten, as it does with one that nobody approved in time. */
  private async look(payment: Payment, providerRef: string): Promise<ProviderPayment | undefined> {
    try {
      return await this.providers.of(payment).fetch(providerRef);
    } catch (error) {
      const isForgotten = error instanceof ProviderRefused && error.reason === 'NOT_FOUND';
      if (isForgotten && isApprovalOver(payment, new Date(), this.pace)) return undefined;
      throw error;
    }
  }

  /** A notification may name any refund; only one of this payment's own capture counts. */
  private refundFacts(
    payment: Payment,
    learnt: readonly PaymentFact[],
    refund: ProviderRefund | undefined,
    now: Date,
  ): PaymentFact[] {
    if (!refund) return [];
    const { capture } = progressOf([...payment.transactions, ...learnt]);
    if (refund.captureRef === capture?.providerRef) return [refundFact(payment, refund, now)];
    this.logger.warn(`Refund ${refund.providerRef} was named for payment ${payment.id}, but is not of its capture.`);
    return [];
  }
}
