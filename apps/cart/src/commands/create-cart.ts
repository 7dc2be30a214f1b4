import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CurrencyCode } from '@tovar/contracts';
import { v7 as uuidv7 } from 'uuid';
import { CartPricing } from '../cart-pricing.ts';
import { Carts, type StoredCart } from '../carts.ts';
import { type CustomerCart, type GuestCart, NOTHING, switchCurrency } from '../domain/cart.ts';
import { hashOf } from '../domain/cart-token.ts';
import type { PricedCart } from '../domain/priced-cart.ts';

const DEFAULT_CURRENCY = 'EUR';

export interface CreateCartInput {
  /** EUR, or what the customer's cart is in already, unless it is given. */
  readonly currency?: CurrencyCode | null;
}

/** A new cart, or the one that a customer has already. */
export interface CreatedCart {
  readonly cart: PricedCart;
  /** Opens a guest's cart; it is told this once and stored nowhere. */
  readonly token?: string;
}

@Injectable()
export class CreateCart {
  constructor(
    private readonly carts: Carts,
    private readonly pricing: CartPricing,
  ) {}

  async forGuest({ currency }: CreateCartInput): Promise<CreatedCart> {
    const token = randomBytes(32).toString('base64url');
    const created = await this.carts.add(emptyGuestCart(currency ?? DEFAULT_CURRENCY, hashOf(token)));
    return { cart: await this.pricing.price(created), token };
  }

  /** A customer has one cart: creating it again gives the same one, in the currency asked for. */
  async forCustomer(customerId: string, { currency }: CreateCartInput): Promise<CreatedCart> {
    return { cart: await this.pricing.price(await this.openCart(customerId, currency)) };
  }

  private async openCart(customerId: string, currency: CreateCartInput['currency']): Promise<StoredCart<CustomerCart>> {
    for (;;) {
      const known = await this.carts.ofCustomer(customerId);
      const cart = known?.cart ?? emptyCustomerCart(customerId, currency ?? DEFAULT_CURRENCY);
      const wanted = switchCurrency(cart, currency ?? cart.currency);
      if (known?.cart === wanted) return known;
      const saved = await this.carts.save(wanted, known?.version ?? 0);
      if (saved) return saved;
    }
  }
}

function emptyGuestCart(currency: CurrencyCode, tokenHash: string): GuestCart {
  return { owner: 'guest', id: uuidv7(), currency, tokenHash, claimedBy: null, ...NOTHING };
}

/** A customer who has had no cart yet, or whose last one became an order. */
export function emptyCustomerCart(customerId: string, currency: CurrencyCode): CustomerCart {
  return { owner: 'customer', id: uuidv7(), currency, customerId, claimedCartIds: [], ...NOTHING };
}
