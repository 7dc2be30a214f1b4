import {
  AmountOutOfRange,
  type CartReading,
  fromJson,
  isEqual,
  type Money,
  multiply,
  sum,
  type VariantQuote,
} from '@tovar/contracts';
import type { OrderLine } from './order.ts';
import {
  CartChanged,
  CartEmpty,
  InsufficientStock,
  NotPurchasable,
  OrderTooLarge,
  type Shortage,
  TotalChanged,
} from './order.errors.ts';

/** A cart as it is now, with today's quotes for its variants; a variant that does not exist has none. */
export interface Basket {
  readonly cart: CartReading;
  readonly quotes: ReadonlyMap<string, VariantQuote>;
}

/** What the buyer has seen and agreed to. */
export interface Agreement {
  readonly expectedVersion: number;
  readonly expectedTotal: Money;
}

export interface PricedBasket {
  readonly lines: readonly OrderLine[];
  readonly total: Money;
}

/**
 * Prices the basket from catalog's quotes alone. Throws `CartChanged`, `CartEmpty`, `NotPurchasable`, `OrderTooLarge`,
 * `TotalChanged` or `InsufficientStock`, in this order, when the buyer has not agreed to it or cannot have it.
 */
export function priceBasket({ cart, quotes }: Basket, { expectedVersion, expectedTotal }: Agreement): PricedBasket {
  if (cart.version !== expectedVersion) throw new CartChanged(cart.version);
  if (cart.lines.length === 0) throw new CartEmpty();
  const priced = addUp(cart, quotes);
  if (!isEqual(priced.total, expectedTotal)) throw new TotalChanged(priced.total);
  const [shortage, ...others] = shortagesIn(cart, quotes);
  if (shortage) throw new InsufficientStock([shortage, ...others]);
  return priced;
}

function addUp(cart: CartReading, quotes: Basket['quotes']): PricedBasket {
  try {
    const lines = cart.lines.map((line) => toOrderLine(line, quotes.get(line.variantId)));
    return {
      lines,
      total: sum(
        cart.currency,
        lines.map((line) => line.total),
      ),
    };
  } catch (error) {
    throw error instanceof AmountOutOfRange ? new OrderTooLarge({ cause: error }) : error;
  }
}

function toOrderLine(
  { variantId, quantity }: CartReading['lines'][number],
  quote: VariantQuote | undefined,
): OrderLine {
  if (!quote?.isPurchasable || !quote.unitPrice) throw new NotPurchasable(variantId);
  const unitPrice = fromJson(quote.unitPrice);
  const { productId, sku, name } = quote;
  return { variantId, productId, sku, name, quantity, unitPrice, total: multiply(unitPrice, quantity) };
}

function shortagesIn(cart: CartReading, quotes: Basket['quotes']): Shortage[] {
  return cart.lines.flatMap(({ variantId, quantity: requested }) => {
    const available = Math.max(0, quotes.get(variantId)?.available ?? 0);
    return available < requested ? [{ variantId, requested, available }] : [];
  });
}
