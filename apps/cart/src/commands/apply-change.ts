import { Injectable } from '@nestjs/common';
import { type Cart, seePrices } from '../domain/cart.ts';
import { VariantNotForSale } from '../domain/cart.errors.ts';
import type { Quotes } from '../domain/priced-cart.ts';
import { PriceList } from '../price-list.ts';
import { CheckCodes } from './check-codes.ts';

/** What is to become of a cart. */
export interface CartChange {
  /** Pure: when somebody else was faster, it is applied to what they left. */
  readonly apply: <Kind extends Cart>(cart: Kind) => Kind;
  /** Variants that must be for sale. */
  readonly added?: readonly string[];
  /** Variants whose price of today counts as seen. */
  readonly seen?: readonly string[];
}

/** Applies a change in memory and sees to it that it may be; with the quotes that it took, so that nobody asks twice. */
@Injectable()
export class ApplyChange {
  constructor(
    private readonly prices: PriceList,
    private readonly codes: CheckCodes,
  ) {}

  /**
   * Each line is quoted for its new quantity. Throws what the change throws, `VariantNotForSale`, and for codes that
   * were not in the cart before `CodeNotValid` or `TooManyCodeTries`.
   */
  async to<Kind extends Cart>(
    cart: Kind,
    { apply, added = [], seen = [] }: CartChange,
  ): Promise<{ changed: Kind; quotes: Quotes }> {
    const changed = apply(cart);
    const newCodes = changed.codes.filter((code) => !cart.codes.includes(code));
    await this.codes.require(newCodes, changed);
    const quotes = await this.prices.quote(changed.currency, changed.lines);
    const missing = added.find((variantId) => !quotes.get(variantId)?.isPurchasable);
    if (missing !== undefined) throw new VariantNotForSale(missing);
    return { changed: seePrices(changed, seen, (variantId) => quotes.get(variantId)?.unitPrice ?? null), quotes };
  }
}
