import {
  AmountOutOfRange,
  fromJson,
  isEqual,
  type Money,
  multiply,
  sum,
  toView,
  type VariantQuote,
} from '@tovar/contracts';
import type { Cart, CartLine } from './cart.ts';

/** Today's price and availability, by the variant's id; a variant that does not exist has none. */
export type Quotes = ReadonlyMap<string, VariantQuote>;

/** A cart as its owner sees it: at today's prices, with what stands in the way of an order. */
export interface PricedCart {
  readonly cart: Cart;
  readonly version: number;
  readonly lines: readonly PricedLine[];
  /** The sum of the lines that have a price; null when it is more than an amount can be. */
  readonly total: Money | null;
  /** Those of the lines and those of the cart as a whole. */
  readonly problems: readonly CartProblem[];
}

export interface PricedLine {
  readonly variantId: string;
  readonly quantity: number;
  readonly unitPrice: Money | null;
  readonly total: Money | null;
  readonly problems: readonly CartProblem[];
}

export const PROBLEM_CODES = [
  'VARIANT_UNKNOWN',
  'NOT_PURCHASABLE',
  'PRICE_MISSING',
  'PRICE_CHANGED',
  'INSUFFICIENT_STOCK',
  'AMOUNT_TOO_LARGE',
  'CART_EMPTY',
  'EMAIL_MISSING',
] as const;

/** What still blocks an order, or, for PRICE_CHANGED, what its customer should know first. */
export interface CartProblem {
  readonly code: (typeof PROBLEM_CODES)[number];
  readonly message: string;
  /** The line in question; absent when it is about the whole cart. */
  readonly variantId?: string;
  /** INSUFFICIENT_STOCK: how many can be had. */
  readonly available?: number;
  /** PRICE_CHANGED: the unit price that the customer saw. */
  readonly previousPrice?: Money;
}

/** Prices each line and adds them up; nothing of it is stored. */
export function priceCart({ cart, version }: { cart: Cart; version: number }, quotes: Quotes): PricedCart {
  const lines = cart.lines.map((line) => priceLine(line, quotes.get(line.variantId)));
  const total = withinRange(() =>
    sum(
      cart.currency,
      lines.flatMap((line) => line.total ?? []),
    ),
  );
  const problems = [...lines.flatMap((line) => line.problems), ...problemsOfCart(cart, total)];
  return { cart, version, lines, total, problems };
}

function priceLine(line: CartLine, quote: VariantQuote | undefined): PricedLine {
  const { variantId, quantity } = line;
  const unitPrice = quote?.unitPrice ? fromJson(quote.unitPrice) : null;
  const total = unitPrice && withinRange(() => multiply(unitPrice, quantity));
  const problems = problemsOfLine(line, quote, unitPrice, total).map((problem) => ({ ...problem, variantId }));
  return { variantId, quantity, unitPrice, total, problems };
}

function problemsOfLine(
  { quantity, priceSeen }: CartLine,
  quote: VariantQuote | undefined,
  unitPrice: Money | null,
  total: Money | null,
): CartProblem[] {
  if (!quote) return [{ code: 'VARIANT_UNKNOWN', message: 'This variant does not exist any more.' }];
  if (!quote.isPurchasable) return [{ code: 'NOT_PURCHASABLE', message: 'This variant is not for sale now.' }];
  const problems: CartProblem[] = [];
  if (!unitPrice)
    problems.push({ code: 'PRICE_MISSING', message: "This variant has no price in the cart's currency." });
  if (unitPrice && !total) problems.push(AMOUNT_TOO_LARGE);
  const previousPrice = priceSeen && fromJson(priceSeen);
  if (unitPrice && previousPrice && !isEqual(unitPrice, previousPrice)) {
    const message = `The price was ${toView(previousPrice).decimal} when you put this into the cart.`;
    problems.push({ code: 'PRICE_CHANGED', message, previousPrice });
  }
  const available = Math.max(0, quote.available);
  if (available < quantity) {
    problems.push({ code: 'INSUFFICIENT_STOCK', message: `Only ${available} can be had.`, available });
  }
  return problems;
}

function problemsOfCart(cart: Cart, total: Money | null): CartProblem[] {
  const problems: CartProblem[] = [];
  if (cart.lines.length === 0) problems.push({ code: 'CART_EMPTY', message: 'There is nothing in the cart.' });
  if (cart.owner === 'guest' && !cart.email) {
    problems.push({ code: 'EMAIL_MISSING', message: 'Say where the order should be confirmed to.' });
  }
  if (!total) problems.push(AMOUNT_TOO_LARGE);
  return problems;
}

const AMOUNT_TOO_LARGE: CartProblem = {
  code: 'AMOUNT_TOO_LARGE',
  message: 'This is more than one order can be about.',
};

function withinRange(calculate: () => Money): Money | null {
  try {
    return calculate();
  } catch (error) {
    if (error instanceof AmountOutOfRange) return null;
    throw error;
  }
}
