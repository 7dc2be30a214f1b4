import { Inject, Injectable, Logger } from '@nestjs/common';
import { advanceCheckout, type CheckoutMessage } from '../domain/checkout-progress.ts';
import { CHECKOUT, type CheckoutSaga } from '../domain/checkout.saga.ts';
import { SHOP } from '../domain/order-history.ts';
import { OrderRepository } from '../domain/order.repository.ts';

@Injectable()
export class AdvanceCheckout {
  private readonly logger = new Logger('Checkout');

  constructor(
    private readonly orders: OrderRepository,
    @Inject(CHECKOUT) private readonly checkout: CheckoutSaga,
  ) {}

  /** Lets an answer or a deadline move the order; repeated and late ones do no harm. Throws `NotFound`. */
  async execute(orderId: string, message: CheckoutMessage): Promise<void> {
    const now = new Date();
    const events = await this.orders.update(orderId, now, (order) => ({
      by: SHOP,
      events: advanceCheckout(this.checkout, order, message, now),
    }));
    for (const event of events) {
      if (event.type === 'AttentionNeeded') this.logger.error(`Order ${orderId} needs attention: ${event.reason}`);
    }
  }
}
