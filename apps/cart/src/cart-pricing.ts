import { Injectable } from '@nestjs/common';
import type { StoredCart } from './carts.ts';
import { type PricedCart, priceCart, priceGoods, type Quotes } from './domain/priced-cart.ts';
import { PriceList } from './price-list.ts';

/** Gathers what the price of a cart depends on, and has it calculated. */
@Injectable()
export class CartPricing {
  constructor(private readonly prices: PriceList) {}

  /** Asks catalog once, unless its quotes are known. Throws `ServiceUnavailable` when it does not answer. */
  async price({ cart, version }: StoredCart, known?: Quotes): Promise<PricedCart> {
    const quotes = known ?? (await this.prices.quote(cart.currency, cart.lines));
    const customerId = cart.owner === 'customer' ? cart.customerId : null;
    const { currency, codes } = cart;
    const buyer = { customerId, currency, codes, usedUp: new Set<string>(), now: new Date() };
    const goods = priceGoods(cart, quotes, { promotions: [], taxRateOf: () => 0, buyer });
    return priceCart({ cart, version }, goods, { delivery: null, deliveryQuotes: null });
  }
}
