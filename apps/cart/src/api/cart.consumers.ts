import { Injectable } from '@nestjs/common';
import type { ShopMessage } from '@tovar/contracts';
import { OnMessage } from '@tovar/platform';
import { Carts } from '../carts.ts';

@Injectable()
export class CartConsumers {
  constructor(private readonly carts: Carts) {}

  /** What was ordered is not bought twice. Removing it again is fine: messages repeat. */
  @OnMessage('order.placed.v1')
  removeOrdered({ data: { cartId, customerId } }: ShopMessage<'order.placed.v1'>): Promise<void> {
    return this.carts.remove(cartId, customerId);
  }
}
