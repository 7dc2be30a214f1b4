import { Injectable } from '@nestjs/common';
import { NotFound, VersionConflict } from '@tovar/platform';
import { CartPricing } from '../cart-pricing.ts';
import { type CartAccess, Carts } from '../carts.ts';
import {
  addCode,
  addLine,
  changeLine,
  clear,
  type Details,
  removeCode,
  removeLine,
  setDetails,
  type Wish,
} from '../domain/cart.ts';
import type { PricedCart } from '../domain/priced-cart.ts';
import { ApplyChange, type CartChange } from './apply-change.ts';
import { untilSaved } from './until-saved.ts';

/** Which cart is to change; with `expectedVersion`, only if nobody else has changed it. */
export interface CartTarget extends CartAccess {
  readonly expectedVersion?: number;
}

/**
 * All changes of a cart's content. Each answers with the changed cart at today's prices, and throws `NotFound` for a cart
 * that the caller may not use, `VersionConflict` for one that is not at the expected version, and `CartBusy`.
 */
@Injectable()
export class ChangeCart {
  constructor(
    private readonly carts: Carts,
    private readonly application: ApplyChange,
    private readonly pricing: CartPricing,
  ) {}

  /** Adds to what is there. Throws `VariantNotForSale`, `CartFull` or `QuantityTooLarge`. */
  addLine(target: CartTarget, wish: Wish): Promise<PricedCart> {
    const variantIds = [wish.variantId];
    return this.change(target, { apply: (cart) => addLine(cart, wish), added: variantIds, seen: variantIds });
  }

  /** Throws `CartLineMissing` for a variant that is not in the cart. */
  changeLine(target: CartTarget, wish: Wish): Promise<PricedCart> {
    return this.change(target, { apply: (cart) => changeLine(cart, wish), seen: [wish.variantId] });
  }

  removeLine(target: CartTarget, variantId: string): Promise<PricedCart> {
    return this.change(target, { apply: (cart) => removeLine(cart, variantId) });
  }

  clear(target: CartTarget): Promise<PricedCart> {
    return this.change(target, { apply: clear });
  }

  /** Addresses, delivery, payment: whatever is not named stays. */
  setDetails(target: CartTarget, details: Partial<Details>): Promise<PricedCart> {
    return this.change(target, { apply: (cart) => setDetails(cart, details) });
  }

  /** Throws `CodeNotValid`, `TooManyCodes` and `TooManyCodeTries`. */
  addCode(target: CartTarget, code: string): Promise<PricedCart> {
    return this.change(target, { apply: (cart) => addCode(cart, code) });
  }

  removeCode(target: CartTarget, code: string): Promise<PricedCart> {
    return this.change(target, { apply: (cart) => removeCode(cart, code) });
  }

  private async change(target: CartTarget, change: CartChange): Promise<PricedCart> {
    const written = await untilSaved(async () => {
      const { cart, version } = await this.read(target);
      const { changed, quotes } = await this.application.to(cart, change);
      const saved = changed === cart ? { cart, version } : await this.carts.save(changed, version);
      return saved && { saved, quotes };
    });
    return this.pricing.price(written.saved, written.quotes);
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
