import { Injectable } from '@nestjs/common';
import { fromJson, type MessageData, type ShopMessage } from '@tovar/contracts';
import { operationKey, type Payment, type PaymentBreakdown, type PaymentRequest, wayBack } from '../domain/payment.ts';
import { openPayment, refuseApproval, repeatStart } from '../domain/payment-decisions.ts';
import { ProviderRefused, ProviderUnknown } from '../domain/payment.errors.ts';
import { EXPIRED, progressOf } from '../domain/payment-progress.ts';
import { PaymentProviders } from '../domain/payment-providers.ts';
import { PaymentRepository } from '../domain/payment.repository.ts';
import { factsOf } from '../domain/provider-facts.ts';
import { PaymentsConfig } from '../payments.config.ts';

/** Opens a payment at the provider, so that the buyer can be sent to its page. */
@Injectable()
export class StartPayment {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly providers: PaymentProviders,
    private readonly config: PaymentsConfig,
  ) {}

  /** Stores what orders asks for; a job then asks the provider. A request that comes again is answered again. */
  async accept({ data }: ShopMessage<'payment.requested.v1'>): Promise<void> {
    const now = new Date();
    const request: PaymentRequest = {
      id: data.paymentId,
      orderId: data.orderId,
      orderNumber: data.orderNumber,
      customerId: data.customerId ?? null,
      provider: this.providers.chosenFor(data.amount.currency, data.provider),
      amount: fromJson(data.amount),
      lines: data.lines.map((line) => ({ ...line, unitPrice: fromJson(line.unitPrice) })),
      breakdown: data.breakdown ? breakdownOf(data.breakdown) : undefined,
      returnUrl: wayBack(this.config.PUBLIC_URL, 'return', data.paymentId),
      cancelUrl: wayBack(this.config.PUBLIC_URL, 'cancel', data.paymentId),
      expiresAt: new Date(data.expiresAt),
      createdAt: now,
    };
    const isNew = await this.payments.add(request, (payment) => openPayment(payment, now));
    if (!isNew) await this.payments.update(request.id, repeatStart);
  }

  /** Throws `UnknownOutcome` when the provider may or may not have heard; repeated, it asks the same again. */
  async execute({ paymentId }: { paymentId: string }): Promise<void> {
    const payment = await this.payments.get(paymentId);
    const { approval, isCancelRequested } = progressOf(payment.transactions);
    if (approval?.state !== 'REQUESTED' || isCancelRequested) return;
    const now = new Date();
    if (payment.expiresAt < now) return this.refuse(payment, EXPIRED);
    try {
      const seen = await this.providers.of(payment).create(payment, operationKey(payment.id, 'create'));
      await this.payments.update(payment.id, (current) => ({
        facts: factsOf(current, seen, now),
        redirectUrl: seen.redirectUrl,
      }));
    } catch (error) {
      // Asked for by name, and not set up: nobody can be asked.
      if (error instanceof ProviderUnknown) return this.refuse(payment, 'PROVIDER_NOT_SET_UP');
      if (!(error instanceof ProviderRefused)) throw error;
      await this.refuse(payment, error.reason);
    }
  }

  private async refuse(payment: Payment, reason: string): Promise<void> {
    await this.payments.update(payment.id, (current) => refuseApproval(current, reason, new Date()));
  }
}

function breakdownOf(given: NonNullable<MessageData<'payment.requested.v1'>['breakdown']>): PaymentBreakdown {
  return { items: fromJson(given.items), discount: fromJson(given.discount), delivery: fromJson(given.delivery) };
}
