import { Injectable } from '@nestjs/common';
import type { ShopMessage } from '@tovar/contracts';
import { OnMessage } from '@tovar/platform';
import { EndCart } from '../commands/end-cart.ts';
import { RedeemPromotions } from '../commands/redeem-promotions.ts';
import { ReleasePromotions } from '../commands/release-promotions.ts';

@Injectable()
export class CartConsumers {
  constructor(
    private readonly ending: EndCart,
    private readonly redemption: RedeemPromotions,
    private readonly release: ReleasePromotions,
  ) {}

  /** What can be paid is not bought twice; who loses the race for the last piece keeps the cart. */
  @OnMessage('order.payment-started.v1', 'order.paid.v1')
  async endOrdered({ data }: ShopMessage<'order.payment-started.v1' | 'order.paid.v1'>): Promise<void> {
    const { cartId, customerId = null, lines } = data;
    if (cartId) await this.ending.execute({ cartId, customerId, ordered: lines });
  }

  @OnMessage('promotion.redeem-requested.v1')
  redeemPromotions({ data }: ShopMessage<'promotion.redeem-requested.v1'>): Promise<void> {
    return this.redemption.execute(data);
  }

  @OnMessage('promotion.release-requested.v1')
  releasePromotions({ data }: ShopMessage<'promotion.release-requested.v1'>): Promise<void> {
    return this.release.execute(data);
  }
}
