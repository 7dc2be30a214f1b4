import {
  add,
  AmountOutOfRange,
  type DeliveryQuote,
  fromJson,
  MAX_AMOUNT,
  type Money,
  money,
  multiply,
  sum,
  type VariantQuote,
} from '@tovar/contracts';
import type { Cart, CartLine } from './cart.ts';
import type { PricedDelivery } from './pricing/delivery.ts';
import { applyLayer, type Discount, sumOfDiscounts } from './pricing/layer.ts';
import { type Buyer, chooseOffers, type Goods, isAbout, type Offers } from './pricing/offers.ts';
import { type Tax, type TaxRateOf, taxOn, withTax } from './pricing/tax.ts';
import { type CartProblem, problemsOfCart, problemsOfLine } from './problems.ts';
import type { Promotion } from './promotion.ts';

/** Today's price and availability, by the variant's id; a variant that does not exist has none. */
export type Quotes = ReadonlyMap<string, VariantQuote>;

/** What besides catalog's prices decides what a cart costs. */
export interface PricingRules {
  readonly promotions: readonly Promotion[];
  readonly taxRateOf: TaxRateOf;
  readonly buyer: Buyer;
}

/** A line as its owner sees it: at today's price, less its discounts, with its tax. */
export interface PricedLine {
  readonly variantId: string;
  readonly quantity: number;
  /** Undefined for a variant that does not exist any more. */
  readonly quote: VariantQuote | undefined;
  /** Null when the variant has no price in the cart's currency, or costs more than an order can. */
  readonly price: LinePrice | null;
  readonly problems: readonly CartProblem[];
}

export interface LinePrice {
  readonly unitPrice: Money;
  /** unitPrice × quantity. */
  readonly gross: Money;
  readonly discounts: readonly Discount[];
  /** Gross less discounts. */
  readonly left: Money;
  readonly tax: Tax;
  /** What the line costs, its tax included. */
  readonly total: Money;
}

/** The goods of a cart, priced without their delivery, which needs to know what they cost. */
export interface PricedGoods extends Offers {
  readonly lines: readonly PricedLine[];
  readonly weightGrams: number;
  /** What they cost after their discounts, before taxes that come on top; null when that is more than an order can be. */
  readonly left: Money | null;
}

/** What all of it comes to. */
export interface Totals {
  /** The lines before discounts. */
  readonly subtotal: Money;
  /** All discounts of lines and delivery. */
  readonly discountTotal: Money;
  /** All taxes, contained and on top. */
  readonly taxTotal: Money;
  /** What has to be paid: the sum of lines and delivery. */
  readonly total: Money;
}

/** A cart as its owner sees it, with what stands in the way of an order. */
export interface PricedCart extends PricedGoods {
  readonly cart: Cart;
  readonly version: number;
  readonly delivery: PricedDelivery | null;
  /** Shipping's offers for this cart; null when it was not asked, or did not answer. */
  readonly deliveryQuotes: readonly DeliveryQuote[] | null;
  /** Null when it is more than one order can be about. */
  readonly totals: Totals | null;
  /** Those of the lines and those of the cart as a whole. */
  readonly problems: readonly CartProblem[];
}

/** The most that an order can be about, in minor units: sums of it with taxes are still amounts. */
export const LARGEST_ORDER = MAX_AMOUNT / 10n;

/** Catalogue prices, less the promotions on lines and on the order, and the tax of each line. */
export function priceGoods(cart: Cart, quotes: Quotes, { promotions, taxRateOf, buyer }: PricingRules): PricedGoods {
  const priceable = cart.lines.flatMap((line) => toGoods(line, quotes.get(line.variantId)) ?? []);
  const isTooLarge = priceable.reduce((total, { gross }) => total + gross.amount, 0n) > LARGEST_ORDER;
  const chosen = chooseOffers(isTooLarge ? [] : promotions, priceable, buyer);
  const afterLines = applyLayer('LINES', priceable, chosen.offers, isAbout);
  const discounted = applyLayer('ORDER', afterLines, chosen.offers, isAbout);
  const prices = new Map(discounted.map((goods) => [goods.variantId, toPrice(goods, taxRateOf)]));
  const left = discounted.map((goods) => goods.left);
  return {
    ...chosen,
    lines: cart.lines.map((line) => toPricedLine(line, quotes.get(line.variantId), prices.get(line.variantId) ?? null)),
    weightGrams: priceable.reduce((weight, { quote, quantity }) => weight + quote.weightGrams * quantity, 0),
    left: isTooLarge ? null : sum(cart.currency, left),
  };
}

/** True for what has a weight; the rest comes by itself. */
export function needsDelivery({ weightGrams }: Pick<PricedGoods, 'weightGrams'>): boolean {
  return weightGrams > 0;
}

/** Goods and delivery together, with all that blocks an order. */
export function priceCart(
  { cart, version }: { cart: Cart; version: number },
  goods: PricedGoods,
  { delivery, deliveryQuotes }: Pick<PricedCart, 'delivery' | 'deliveryQuotes'>,
): PricedCart {
  const totals = goods.left && withinRange(() => totalsOf(cart, goods, delivery));
  const priced = { ...goods, cart, version, delivery, deliveryQuotes, totals };
  return { ...priced, problems: [...goods.lines.flatMap(({ problems }) => problems), ...problemsOfCart(priced)] };
}

interface CartGoods extends Goods {
  readonly variantId: string;
  readonly quote: VariantQuote;
}

/** Undefined for what has no price, or more than an order can be about. */
function toGoods({ variantId, quantity }: CartLine, quote: VariantQuote | undefined): CartGoods | undefined {
  if (!quote?.unitPrice) return undefined;
  const unitPrice = fromJson(quote.unitPrice);
  if (unitPrice.amount * BigInt(quantity) > LARGEST_ORDER) return undefined;
  const gross = multiply(unitPrice, quantity);
  const { productId, categoryIds } = quote;
  return { variantId, quote, productId, categoryIds, quantity, unitPrice, gross, left: gross, discounts: [] };
}

function toPrice({ unitPrice, gross, discounts, left, quote }: CartGoods, rateOf: TaxRateOf): LinePrice {
  const tax = taxOn(left, quote, rateOf);
  return { unitPrice, gross, discounts, left, tax, total: withTax(left, tax) };
}

function toPricedLine(line: CartLine, quote: VariantQuote | undefined, price: LinePrice | null): PricedLine {
  const { variantId, quantity } = line;
  const problems = problemsOfLine(line, quote, price).map((problem) => ({ ...problem, variantId }));
  return { variantId, quantity, quote, price, problems };
}

function totalsOf({ currency }: Cart, { lines }: PricedGoods, delivery: PricedDelivery | null): Totals {
  const prices = lines.flatMap(({ price }) => price ?? []);
  const all = [...prices, ...(delivery ? [delivery] : [])];
  const taxes = all.map(({ tax }) => tax.amount);
  return {
    subtotal: sum(
      currency,
      prices.map(({ gross }) => gross),
    ),
    discountTotal: sumOfDiscounts(currency, all),
    taxTotal: taxes.reduce(add, money(0n, currency)),
    total: sum(
      currency,
      all.map(({ total }) => total),
    ),
  };
}

function withinRange<T>(calculate: () => T): T | null {
  try {
    return calculate();
  } catch (error) {
    if (error instanceof AmountOutOfRange) return null;
    throw error;
  }
}
