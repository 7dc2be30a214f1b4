import { Injectable } from '@nestjs/common';
import type { ShopMessage } from '@tovar/contracts';
import { type Job, OnJob, OnMessage } from '@tovar/platform';
import { z } from 'zod';
import { AdvanceCheckout } from '../commands/advance-checkout.ts';
import { FollowFulfillment } from '../commands/follow-fulfillment.ts';
import { RebuildOrderViews } from '../commands/rebuild-order-views.ts';
import type { CheckoutMessage } from '../domain/checkout-progress.ts';
import type { FulfillmentMessage } from '../domain/fulfillment-progress.ts';

const passedDeadline = z.object({
  orderId: z.string(),
  deadline: z.object({ type: z.literal('saga.timeout'), step: z.string(), attempt: z.int() }),
});

/** What cart, catalog, payments and shipping say, and the deadlines until which they may. */
@Injectable()
export class OrdersConsumers {
  constructor(
    private readonly advanceCheckout: AdvanceCheckout,
    private readonly followFulfillment: FollowFulfillment,
    private readonly rebuildOrderViews: RebuildOrderViews,
  ) {}

  @OnMessage(
    'promotion.redeemed.v1',
    'promotion.rejected.v1',
    'promotion.released.v1',
    'stock.reserved.v1',
    'stock.rejected.v1',
    'stock.released.v1',
    'stock.allocated.v1',
    'payment.started.v1',
    'payment.failed.v1',
    'payment.approved.v1',
    'payment.declined.v1',
    'payment.captured.v1',
    'payment.cancelled.v1',
    'payment.refunded.v1',
    'payment.refund-failed.v1',
    'payment.charged-back.v1',
    'shipment.booked.v1',
  )
  advance(message: Extract<ShopMessage, Pick<CheckoutMessage, 'type'>>): Promise<void> {
    return this.advanceCheckout.execute(message.data.orderId, message);
  }

  @OnMessage(
    'shipment.shipped.v1',
    'shipment.delivered.v1',
    'shipment.failed.v1',
    'return.requested.v1',
    'return.approved.v1',
    'return.rejected.v1',
    'return.cancelled.v1',
    'return.received.v1',
    'return.refunded.v1',
    'return.closed.v1',
  )
  follow(message: Extract<ShopMessage, Pick<FulfillmentMessage, 'type'>>): Promise<void> {
    return this.followFulfillment.execute(message);
  }

  @OnJob('orders.deadline')
  passDeadline(job: Job): Promise<void> {
    const { orderId, deadline } = passedDeadline.parse(job.data);
    return this.advanceCheckout.execute(orderId, deadline);
  }

  @OnJob('orders.rebuild-views')
  async rebuildViews(): Promise<void> {
    await this.rebuildOrderViews.execute();
  }
}
