import { fromJson, isEqual, type Money, toView, undeliverableParts, type VariantQuote } from '@tovar/contracts';
import type { CartLine } from './cart.ts';
import type { LinePrice, PricedCart } from './priced-cart.ts';

export const PROBLEM_CODES = [
  'VARIANT_UNKNOWN',
  'NOT_PURCHASABLE',
  'PRICE_MISSING',
  'PRICE_CHANGED',
  'INSUFFICIENT_STOCK',
  'AMOUNT_TOO_LARGE',
  'CART_EMPTY',
  'EMAIL_MISSING',
  'ADDRESS_MISSING',
  'ADDRESS_NOT_DELIVERABLE',
  'DELIVERY_MISSING',
  'DELIVERY_UNAVAILABLE',
  'CODE_NOT_VALID',
  'CODE_NOT_APPLICABLE',
] as const;

/** What still blocks an order, or, for PRICE_CHANGED, what its customer should know first. */
export interface CartProblem {
  readonly code: (typeof PROBLEM_CODES)[number];
  readonly message: string;
  /** The line in question; absent when it is about the whole cart. */
  readonly variantId?: string;
  /** INSUFFICIENT_STOCK: how many were asked for and can be had. */
  readonly requested?: number;
  readonly available?: number;
  /** PRICE_CHANGED: the unit price that the customer saw. */
  readonly previousPrice?: Money;
  /** ADDRESS_NOT_DELIVERABLE: the parts that are wrong or missing. */
  readonly fields?: readonly string[];
  /** CODE_NOT_VALID, CODE_NOT_APPLICABLE: which one. */
  readonly promotionCode?: string;
}

export function problemsOfLine(
  { quantity, priceSeen }: CartLine,
  quote: VariantQuote | undefined,
  price: LinePrice | null,
): CartProblem[] {
  if (!quote) return [{ code: 'VARIANT_UNKNOWN', message: 'This variant does not exist any more.' }];
  if (!quote.isPurchasable) return [{ code: 'NOT_PURCHASABLE', message: 'This variant is not for sale now.' }];
  const problems: CartProblem[] = [];
  if (!quote.unitPrice)
    problems.push({ code: 'PRICE_MISSING', message: "This variant has no price in the cart's currency." });
  if (quote.unitPrice && !price) problems.push(AMOUNT_TOO_LARGE);
  const previousPrice = priceSeen && fromJson(priceSeen);
  if (quote.unitPrice && previousPrice && !isEqual(fromJson(quote.unitPrice), previousPrice)) {
    const message = `The price was ${toView(previousPrice).decimal} when you put this into the cart.`;
    problems.push({ code: 'PRICE_CHANGED', message, previousPrice });
  }
  const available = Math.max(0, quote.available);
  if (available < quantity) {
    const message = `Only ${available} can be had.`;
    problems.push({ code: 'INSUFFICIENT_STOCK', message, requested: quantity, available });
  }
  return problems;
}

export function problemsOfCart(priced: Omit<PricedCart, 'problems'>): CartProblem[] {
  const { cart, totals } = priced;
  const problems: CartProblem[] = [];
  if (cart.lines.length === 0) problems.push({ code: 'CART_EMPTY', message: 'There is nothing in the cart.' });
  if (cart.owner === 'guest' && !cart.email) {
    problems.push({ code: 'EMAIL_MISSING', message: 'Say where the order should be confirmed to.' });
  }
  if (!totals) problems.push(AMOUNT_TOO_LARGE);
  return [...problems, ...problemsOfDelivery(priced), ...problemsOfCodes(priced)];
}

function problemsOfDelivery({ cart, delivery, weightGrams }: Omit<PricedCart, 'problems'>): CartProblem[] {
  const { deliveryAddress, deliveryMethodId } = cart;
  if (weightGrams === 0) return [];
  if (!deliveryAddress) return [{ code: 'ADDRESS_MISSING', message: 'Say where it should be delivered to.' }];
  const fields = undeliverableParts(deliveryAddress);
  if (fields.length > 0) {
    const message = `Nothing can be delivered there; look at: ${fields.join(', ')}.`;
    return [{ code: 'ADDRESS_NOT_DELIVERABLE', message, fields }];
  }
  if (!deliveryMethodId) return [{ code: 'DELIVERY_MISSING', message: 'Choose how it should be delivered.' }];
  if (delivery) return [];
  return [{ code: 'DELIVERY_UNAVAILABLE', message: 'The chosen delivery cannot be had for this now.' }];
}

function problemsOfCodes({ codes }: Omit<PricedCart, 'problems'>): CartProblem[] {
  return codes.flatMap(({ code: promotionCode, state }): CartProblem[] => {
    if (state === 'APPLIED') return [];
    if (state === 'NOT_VALID') return [{ code: 'CODE_NOT_VALID', message: 'This code is not valid.', promotionCode }];
    return [{ code: 'CODE_NOT_APPLICABLE', message: 'This code changes nothing for this cart.', promotionCode }];
  });
}

const AMOUNT_TOO_LARGE: CartProblem = {
  code: 'AMOUNT_TOO_LARGE',
  message: 'This is more than one order can be about.',
};
