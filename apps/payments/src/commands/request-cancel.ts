import { Injectable } from '@nestjs/common';
import type { ShopMessage } from '@tovar/contracts';
import { Database, Outbox } from '@tovar/platform';
import { askCancel } from '../domain/payment-decisions.ts';
import { PaymentRepository } from '../domain/payment.repository.ts';

/** Orders gives a payment up. */
@Injectable()
export class RequestCancel {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly outbox: Outbox,
    private readonly database: Database,
  ) {}

  /** A payment that never was is given up already, and that is answered at once. */
  async execute({ data: { orderId, paymentId } }: ShopMessage<'payment.cancel-requested.v1'>): Promise<void> {
    if (await this.payments.find(paymentId)) {
      await this.payments.update(paymentId, (payment) => askCancel(payment, new Date()));
      return;
    }
    const cancelled = { type: 'payment.cancelled.v1', subject: orderId, data: { orderId, paymentId } };
    await this.outbox.add({ events: [cancelled] }, this.database);
  }
}
