import { Injectable } from '@nestjs/common';
import type { ShopMessage } from '@tovar/contracts';
import { type Job, OnJob, OnMessage } from '@tovar/platform';
import { z } from 'zod';
import { BookShipment } from '../commands/book-shipment.ts';
import { DecideReturn } from '../commands/decide-return.ts';
import { FollowCarrier } from '../commands/follow-carrier.ts';
import { GiveUpOrder } from '../commands/give-up-order.ts';

const aboutShipment = z.object({ shipmentId: z.uuid() });

/** What orders asks and tells, what payments answers, and what is done with carriers: by jobs, which may come again. */
@Injectable()
export class ShippingConsumers {
  constructor(
    private readonly booking: BookShipment,
    private readonly givingUp: GiveUpOrder,
    private readonly carriers: FollowCarrier,
    private readonly returns: DecideReturn,
  ) {}

  @OnMessage('shipment.requested.v1')
  requested({ data }: ShopMessage<'shipment.requested.v1'>): Promise<void> {
    return this.booking.execute(data);
  }

  @OnMessage('order.cancelled.v1')
  cancelled({ data }: ShopMessage<'order.cancelled.v1'>): Promise<void> {
    return this.givingUp.execute(data);
  }

  @OnMessage('payment.return-refunded.v1')
  refunded({ data }: ShopMessage<'payment.return-refunded.v1'>): Promise<void> {
    return this.returns.settle(data);
  }

  @OnMessage('payment.return-refund-refused.v1')
  refundRefused({ data }: ShopMessage<'payment.return-refund-refused.v1'>): Promise<void> {
    return this.returns.settle({ ...data, refusal: data.reason });
  }

  @OnJob('shipping.book')
  book({ data }: Job): Promise<void> {
    return this.carriers.book(aboutShipment.parse(data).shipmentId);
  }

  @OnJob('shipping.look')
  look({ data }: Job): Promise<void> {
    return this.carriers.look(aboutShipment.parse(data).shipmentId);
  }

  @OnJob('shipping.call-back')
  callBack({ data }: Job): Promise<void> {
    return this.carriers.callBack(aboutShipment.parse(data).shipmentId);
  }
}
