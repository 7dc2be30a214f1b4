import { Injectable } from '@nestjs/common';
import type { ShopMessage } from '@tovar/contracts';
import { OnMessage } from '@tovar/platform';
import { RefundReturn } from '../commands/refund-return.ts';

/** What shipping asks for goods that came back, and what payments itself has told of the refunds. */
@Injectable()
export class ReturnsConsumers {
  constructor(private readonly refunds: RefundReturn) {}

  @OnMessage('payment.return-refund-requested.v1')
  requested({ data }: ShopMessage<'payment.return-refund-requested.v1'>): Promise<void> {
    return this.refunds.ask(data);
  }

  @OnMessage('payment.refunded.v1')
  refunded({ data }: ShopMessage<'payment.refunded.v1'>): Promise<void> {
    return this.refunds.settle(data, {});
  }

  @OnMessage('payment.refund-failed.v1')
  failed({ data }: ShopMessage<'payment.refund-failed.v1'>): Promise<void> {
    return this.refunds.settle(data, { reason: data.reason });
  }
}
