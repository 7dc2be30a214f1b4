import { Injectable, Logger } from '@nestjs/common';
import { type DeliveryQuote, toJson, undeliverableParts } from '@tovar/contracts';
import { CartConfig } from './cart.config.ts';
import type { StoredCart } from './carts.ts';
import { DeliveryRates } from './delivery-rates.ts';
import type { Cart } from './domain/cart.ts';
import {
  needsDelivery,
  type PricedCart,
  type PricedGoods,
  priceCart,
  priceGoods,
  type PricingRules,
  type Quotes,
} from './domain/priced-cart.ts';
import { priceDelivery, type PricedDelivery } from './domain/pricing/delivery.ts';
import { PriceList } from './price-list.ts';
import { UsesOfBuyer } from './queries/uses-of-buyer.ts';
import { ShopRules } from './shop-rules.ts';

/** Gathers what the price of a cart depends on, and has it calculated. */
@Injectable()
export class CartPricing {
  private readonly logger = new Logger('CartPricing');

  constructor(
    private readonly prices: PriceList,
    private readonly deliveries: DeliveryRates,
    private readonly rules: ShopRules,
    private readonly uses: UsesOfBuyer,
    private readonly config: CartConfig,
  ) {}

  /**
   * Asks catalog once, unless its quotes are known, and shipping once if a way of delivery is chosen. Throws
   * `ServiceUnavailable` when catalog does not answer; without shipping the delivery is a problem of the cart.
   */
  async price({ cart, version }: StoredCart, known?: Quotes): Promise<PricedCart> {
    const quotes = known ?? (await this.prices.quote(cart.currency, cart.lines));
    const rules = await this.rulesFor(cart);
    const goods = priceGoods(cart, quotes, rules);
    const deliveryQuotes = cart.deliveryMethodId === null ? null : await this.quotesOrNone(cart, goods);
    const chosen = deliveryQuotes?.find(({ methodId }) => methodId === cart.deliveryMethodId);
    const delivery = chosen ? priceDelivery(chosen, goods.offers, rules.taxRateOf) : null;
    return priceCart({ cart, version }, goods, { delivery, deliveryQuotes });
  }

  /** Every way in which the cart can be delivered, the cheapest first. Throws `ServiceUnavailable`. */
  async deliveryOptions(priced: PricedCart): Promise<PricedDelivery[]> {
    const { taxRateOf } = await this.rulesFor(priced.cart);
    const quotes = priced.deliveryQuotes ?? (await this.deliveryQuotes(priced.cart, priced)) ?? [];
    return quotes.map((quote) => priceDelivery(quote, priced.offers, taxRateOf));
  }

  private async rulesFor(cart: Cart): Promise<PricingRules> {
    const { promotions, taxRate } = await this.rules.current();
    const { currency, codes, deliveryAddress } = cart;
    const now = new Date();
    const country = deliveryAddress?.country ?? this.config.CART_TAX_COUNTRY;
    const customerId = cart.owner === 'customer' ? cart.customerId : null;
    const buyer = { customerId, currency, codes, usedUp: await this.uses.usedUp(cart, promotions), now };
    return { promotions, taxRateOf: (category) => taxRate(country, category, now), buyer };
  }

  private async quotesOrNone(cart: Cart, goods: PricedGoods): Promise<readonly DeliveryQuote[] | null> {
    try {
      return await this.deliveryQuotes(cart, goods);
    } catch (error) {
      this.logger.warn(error);
      return null;
    }
  }

  /** Null for what has no weight, and while it is not known where it goes. */
  private async deliveryQuotes(
    { currency, deliveryAddress }: Cart,
    goods: PricedGoods,
  ): Promise<readonly DeliveryQuote[] | null> {
    const isSendable = deliveryAddress && undeliverableParts(deliveryAddress).length === 0;
    if (!isSendable || !goods.left || !needsDelivery(goods)) return null;
    const { country, region, city, postalCode } = deliveryAddress;
    const destination = { country, region, city, postalCode };
    const { weightGrams, left } = goods;
    return this.deliveries.quote({ currency, destination, weightGrams, subtotal: toJson(left) });
  }
}
