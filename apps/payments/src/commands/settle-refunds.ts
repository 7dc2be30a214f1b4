import { Injectable, Logger } from '@nestjs/common';
import type { Payment, PaymentFact } from '../domain/payment.ts';
import { ProviderDisagrees, ProviderRefused } from '../domain/payment.errors.ts';
import { captureRefOf, GIVEN_BACK_ELSEWHERE, progressOf, providerRefOf } from '../domain/payment-progress.ts';
import type { ProviderRefund } from '../domain/payment-provider.ts';
import { PaymentProviders } from '../domain/payment-providers.ts';
import { PaymentRepository } from '../domain/payment.repository.ts';
import { factsOf, refundFact } from '../domain/provider-facts.ts';

/** Gives back what a refund that is stored as asked for says. */
@Injectable()
export class SettleRefunds {
  private readonly logger = new Logger('SettleRefunds');

  constructor(
    private readonly payments: PaymentRepository,
    private readonly providers: PaymentProviders,
  ) {}

  /**
   * Settles every open refund, or leaves it pending with the provider. A refusal is final and needs a person. Throws
   * `UnknownOutcome` when the money may have gone back; the same refund is then asked for again under the same key.
   */
  async execute({ paymentId }: { paymentId: string }): Promise<void> {
    const payment = await this.payments.get(paymentId);
    const { refunds } = progressOf(payment.transactions);
    for (const refund of refunds) {
      if (refund.state === 'REQUESTED' || refund.state === 'PENDING') await this.settle(payment, refund);
    }
  }

  private async settle(payment: Payment, asked: PaymentFact): Promise<void> {
    const now = new Date();
    try {
      const made = await this.ask(payment, asked);
      if (made.amount.amount !== asked.amount.amount || made.amount.currency !== asked.amount.currency) {
        throw new ProviderDisagrees(payment.id, 'a refund of', `${asked.amount.amount}`, `${made.amount.amount}`);
      }
      const fact = { ...refundFact(payment, made, now), idempotencyKey: asked.idempotencyKey };
      await this.payments.update(payment.id, () => ({ facts: [fact] }));
    } catch (error) {
      if (!(error instanceof ProviderRefused)) throw error;
      await this.refused(payment, asked, error);
    }
  }

  private ask(
    payment: Payment,
    { idempotencyKey: key, amount, providerRef, at: askedAt }: PaymentFact,
  ): Promise<ProviderRefund> {
    const provider = this.providers.of(payment);
    if (providerRef !== undefined) return provider.fetchRefund(providerRef);
    const { id: paymentId, orderId } = payment;
    return provider.refund({ paymentId, orderId, captureRef: captureRefOf(payment), amount, key, askedAt });
  }

  private async refused({ id }: Payment, asked: PaymentFact, { reason }: ProviderRefused): Promise<void> {
    const payment = await this.payments.get(id);
    const seen = await this.providers.of(payment).fetch(providerRefOf(payment));
    const isBack = seen.captures.some((capture) => capture.isGivenBack);
    if (!isBack) this.logger.error(`Payment ${id} was not refunded: ${reason}. Refund it at the provider, by hand.`);
    await this.payments.update(id, (current) => {
      const now = new Date();
      const learnt = factsOf(current, seen, now);
      const outcome = isBack ? givenBack(current, learnt) : ({ state: 'FAILED', reason } as const);
      return { facts: [...learnt, { ...asked, ...outcome, at: now }] };
    });
  }
}

/**
 * All of it is with the buyer already, whoever did it: ours is the one that did when the provider lists no other, and was
 * not needed when it does.
 */
function givenBack({ transactions }: Payment, learnt: readonly PaymentFact[]): Pick<PaymentFact, 'state' | 'reason'> {
  const { captured, refunded, chargedBack } = progressOf([...transactions, ...learnt]);
  const isListed = refunded + chargedBack >= captured;
  return { state: isListed ? 'FAILED' : 'SUCCEEDED', reason: GIVEN_BACK_ELSEWHERE };
}
