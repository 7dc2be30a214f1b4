import { Injectable } from '@nestjs/common';
import type { ShopMessage } from '@tovar/contracts';
import { OnMessage } from '@tovar/platform';
import { RefundOrder } from '../commands/refund-order.ts';
import { RequestCancel } from '../commands/request-cancel.ts';
import { StartPayment } from '../commands/start-payment.ts';
import { askCapture } from '../domain/payment-decisions.ts';
import { PaymentRepository } from '../domain/payment.repository.ts';

/** What orders asks of payments. Each request is only stored here, with the job that asks the provider. */
@Injectable()
export class PaymentsConsumers {
  constructor(
    private readonly startPayment: StartPayment,
    private readonly requestCancel: RequestCancel,
    private readonly refundOrder: RefundOrder,
    private readonly payments: PaymentRepository,
  ) {}

  @OnMessage('payment.requested.v1')
  start(message: ShopMessage<'payment.requested.v1'>): Promise<void> {
    return this.startPayment.accept(message);
  }

  @OnMessage('payment.capture-requested.v1')
  async capture({ data }: ShopMessage<'payment.capture-requested.v1'>): Promise<void> {
    await this.payments.update(data.paymentId, (payment) => askCapture(payment, new Date()));
  }

  @OnMessage('payment.cancel-requested.v1')
  cancel(message: ShopMessage<'payment.cancel-requested.v1'>): Promise<void> {
    return this.requestCancel.execute(message);
  }

  @OnMessage('payment.refund-requested.v1')
  refund({ data }: ShopMessage<'payment.refund-requested.v1'>): Promise<void> {
    return this.refundOrder.execute(data);
  }
}
