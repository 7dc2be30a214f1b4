import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CurrencyCode } from '@tovar/contracts';
import { v7 as uuidv7 } from 'uuid';
import { CartPricing } from '../cart-pricing.ts';
import { Carts } from '../carts.ts';
import {
  addCode,
  addLine,
  type Cart,
  type CustomerCart,
  type Details,
  type GuestCart,
  NOTHING,
  setDetails,
  switchCurrency,
  type Wish,
} from '../domain/cart.ts';
import { hashOf } from '../domain/cart-token.ts';
import type { PricedCart } from '../domain/priced-cart.ts';
import { ApplyChange, type CartChange } from './apply-change.ts';
import { untilSaved } from './until-saved.ts';

const DEFAULT_CURRENCY = 'EUR';

/** A cart's first contents, as much of it as is known already. */
export interface CreateCartInput extends Partial<Details> {
  /** EUR, or what the customer's cart is in already, unless it is given. */
  readonly currency?: CurrencyCode | null;
  readonly lines?: readonly Wish[];
  readonly codes?: readonly string[];
}

/** A new cart, or the one that a customer has already. */
export interface CreatedCart {
  readonly cart: PricedCart;
  /** Opens a guest's cart; it is told this once and stored nowhere. */
  readonly token?: string;
}

/** Makes a cart in one call, or nothing: it throws what adding its lines and codes one by one would throw. */
@Injectable()
export class CreateCart {
  constructor(
    private readonly carts: Carts,
    private readonly application: ApplyChange,
    private readonly pricing: CartPricing,
  ) {}

  async forGuest(input: CreateCartInput): Promise<CreatedCart> {
    const token = randomBytes(32).toString('base64url');
    const empty = emptyGuestCart(input.currency ?? DEFAULT_CURRENCY, hashOf(token));
    const { changed, quotes } = await this.application.to(empty, contentsOf(input));
    return { cart: await this.pricing.price(await this.carts.add(changed), quotes), token };
  }

  /** A customer has one cart: the same one again, in the currency asked for, with what is named added to it. */
  async forCustomer(customerId: string, input: CreateCartInput): Promise<CreatedCart> {
    const written = await untilSaved(async () => {
      const known = await this.carts.ofCustomer(customerId);
      const cart = known?.cart ?? emptyCustomerCart(customerId, input.currency ?? DEFAULT_CURRENCY);
      const { changed, quotes } = await this.application.to(cart, contentsOf(input));
      const saved = known?.cart === changed ? known : await this.carts.save(changed, known?.version ?? 0);
      return saved && { saved, quotes };
    });
    return { cart: await this.pricing.price(written.saved, written.quotes) };
  }
}

function contentsOf({ currency, lines = [], codes = [], ...details }: CreateCartInput): CartChange {
  const variantIds = lines.map(({ variantId }) => variantId);
  return {
    apply: <Kind extends Cart>(cart: Kind): Kind => {
      const inCurrency = switchCurrency(cart, currency ?? cart.currency);
      const filled = lines.reduce(addLine<Kind>, inCurrency);
      return codes.reduce(addCode<Kind>, setDetails(filled, details));
    },
    added: variantIds,
    seen: variantIds,
  };
}

function emptyGuestCart(currency: CurrencyCode, tokenHash: string): GuestCart {
  return { owner: 'guest', id: uuidv7(), currency, tokenHash, claimedBy: null, ...NOTHING };
}

/** A customer who has had no cart yet, or whose last one became an order. */
export function emptyCustomerCart(customerId: string, currency: CurrencyCode): CustomerCart {
  return { owner: 'customer', id: uuidv7(), currency, customerId, claimedCartIds: [], ...NOTHING };
}
