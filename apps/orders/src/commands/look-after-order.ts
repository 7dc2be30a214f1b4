import { Inject, Injectable } from '@nestjs/common';
import { type Identity, NotFound } from '@tovar/platform';
import { advanceCheckout } from '../domain/checkout-progress.ts';
import { CHECKOUT, type CheckoutSaga } from '../domain/checkout.saga.ts';
import type { Order } from '../domain/order.ts';
import { CheckoutNotStuck } from '../domain/order.errors.ts';
import type { OrderEvent } from '../domain/order-events.ts';
import { mayRead } from '../domain/order-access.ts';
import { OrderRepository } from '../domain/order.repository.ts';

export interface LookAfterOrderInput {
  readonly orderId: string;
  /** Who of the staff. */
  readonly staff: Identity;
  /** In their words; kept in the history. */
  readonly reason: string;
}

/**
 * What staff do about an order that needs a person. Whoever calls has seen to the right to repair; one who may not read the
 * order is told that there is none.
 */
@Injectable()
export class LookAfterOrder {
  constructor(
    private readonly orders: OrderRepository,
    @Inject(CHECKOUT) private readonly checkout: CheckoutSaga,
  ) {}

  /** Says that the order has been looked at; one that needs nobody stays as it is. Throws `NotFound`. */
  clearAttention(input: LookAfterOrderInput): Promise<void> {
    return this.decide(input, ({ attention }) =>
      attention === null ? [] : [{ type: 'AttentionCleared', reason: input.reason }],
    );
  }

  /** Asks again for what nobody answered. Throws `NotFound`, or `CheckoutNotStuck` when somebody is still expected to answer. */
  resume(input: LookAfterOrderInput): Promise<void> {
    const now = new Date();
    return this.decide(input, (order) => {
      const moved = advanceCheckout(this.checkout, order, { type: 'saga.resume' }, now);
      if (moved.length === 0) throw new CheckoutNotStuck(order.id, order.checkout.status);
      return [{ type: 'CheckoutResumed', reason: input.reason }, ...moved];
    });
  }

  private async decide(
    { orderId, staff }: LookAfterOrderInput,
    decision: (order: Order) => OrderEvent[],
  ): Promise<void> {
    const by = { kind: 'staff', id: staff.userId } as const;
    const now = new Date();
    await this.orders.update(orderId, now, (order) => {
      if (!mayRead(order, { identity: staff }, now)) throw new NotFound('The order');
      return { by, events: decision(order) };
    });
  }
}
