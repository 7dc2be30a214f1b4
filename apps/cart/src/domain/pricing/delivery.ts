import { type DeliveryQuote, fromJson, type Money } from '@tovar/contracts';
import { applyLayer, type Discount, type Offer } from './layer.ts';
import { type Tax, type TaxRateOf, taxOn, withTax } from './tax.ts';

/** A way of delivery as it costs this buyer. */
export interface PricedDelivery {
  readonly quote: DeliveryQuote;
  readonly price: Money;
  readonly discounts: readonly Discount[];
  /** Price less discounts. */
  readonly left: Money;
  readonly tax: Tax;
  /** What it costs, its tax included. */
  readonly total: Money;
}

/** Shipping's price, less the promotions on deliveries, with its tax. */
export function priceDelivery(quote: DeliveryQuote, offers: readonly Offer[], rateOf: TaxRateOf): PricedDelivery {
  const price = fromJson(quote.price);
  const whole = { unitPrice: price, quantity: 1, left: price, discounts: [] };
  const [{ left, discounts } = whole] = applyLayer('DELIVERY', [whole], offers, () => true);
  const tax = taxOn(left, quote, rateOf);
  return { quote, price, discounts, left, tax, total: withTax(left, tax) };
}
