import { Injectable } from '@nestjs/common';
import { NotFound, VersionConflict } from '@tovar/platform';
import { CartPricing } from '../cart-pricing.ts';
import { type CartAccess, Carts } from '../carts.ts';
import { addLine, type Cart, type CartLine, changeLine, clear, removeLine, setEmail } from '../domain/cart.ts';
import { VariantNotForSale } from '../domain/cart.errors.ts';
import type { PricedCart, Quotes } from '../domain/priced-cart.ts';
import { PriceList } from '../price-list.ts';

/** Which cart is to change; with `expectedVersion`, only if nobody else has changed it. */
export interface CartTarget extends CartAccess {
  readonly expectedVersion?: number;
}

export interface LineInput {
  readonly variantId: string;
  /** 1 to 9,999. */
  readonly quantity: number;
}

/** Pure: when somebody else was faster, it is applied to what they left. */
type Change = (cart: Cart, quotes: Quotes) => Cart;

/**
 * All changes of a cart's content. Each answers with the changed cart at today's prices, and throws `NotFound` for a cart
 * that the caller may not use and `VersionConflict` for one that is not at the expected version.
 */
@Injectable()
export class ChangeCart {
  constructor(
    private readonly carts: Carts,
    private readonly prices: PriceList,
    private readonly pricing: CartPricing,
  ) {}

  /** Adds to what is there. Throws `VariantNotForSale`, `CartFull` or `QuantityTooLarge`. */
  addLine(target: CartTarget, input: LineInput): Promise<PricedCart> {
    return this.change(target, (cart, quotes) => addLine(cart, lineForSale(input, quotes)), [input]);
  }

  /** Throws `CartLineMissing` for a variant that is not in the cart. */
  changeLine(target: CartTarget, input: LineInput): Promise<PricedCart> {
    return this.change(target, (cart, quotes) => changeLine(cart, lineAsSeen(input, quotes)));
  }

  removeLine(target: CartTarget, variantId: string): Promise<PricedCart> {
    return this.change(target, (cart) => removeLine(cart, variantId));
  }

  clear(target: CartTarget): Promise<PricedCart> {
    return this.change(target, clear);
  }

  setEmail(target: CartTarget, email: string): Promise<PricedCart> {
    return this.change(target, (cart) => setEmail(cart, email));
  }

  private async change(target: CartTarget, change: Change, alsoQuoted: readonly LineInput[] = []): Promise<PricedCart> {
    for (;;) {
      const { cart, version } = await this.read(target);
      const quotes = await this.prices.quote(cart.currency, [...cart.lines, ...alsoQuoted]);
      const changed = change(cart, quotes);
      const saved = changed === cart ? { cart, version } : await this.carts.save(changed, version);
      if (saved) return this.pricing.price(saved, quotes);
    }
  }

  private async read({ expectedVersion, ...access }: CartTarget) {
    const stored = await this.carts.find(access);
    if (!stored) throw new NotFound('The cart');
    if (expectedVersion !== undefined && stored.version !== expectedVersion) {
      throw new VersionConflict('The cart', stored.version);
    }
    return stored;
  }
}

function lineForSale(input: LineInput, quotes: Quotes): CartLine {
  if (!quotes.get(input.variantId)?.isPurchasable) throw new VariantNotForSale(input.variantId);
  return lineAsSeen(input, quotes);
}

function lineAsSeen({ variantId, quantity }: LineInput, quotes: Quotes): CartLine {
  return { variantId, quantity, priceSeen: quotes.get(variantId)?.unitPrice ?? null };
}
