import { Injectable } from '@nestjs/common';
import type { CartReading } from '@tovar/contracts';
import { NotFound } from '@tovar/platform';
import { CartPricing } from './cart-pricing.ts';
import { type CartAccess, Carts, type StoredCart } from './carts.ts';
import type { PricedCart } from './domain/priced-cart.ts';

/** Reads carts: as their owners see them, and as orders needs them. */
@Injectable()
export class CartDetails {
  constructor(
    private readonly carts: Carts,
    private readonly pricing: CartPricing,
  ) {}

  /** Throws `NotFound` for a cart that the caller may not use. */
  async get(access: CartAccess): Promise<PricedCart> {
    return this.pricing.price(await this.require(access));
  }

  /** Undefined when there is none, or when the caller may not use it. */
  async find(access: CartAccess): Promise<PricedCart | undefined> {
    const stored = await this.carts.find(access);
    return stored && this.pricing.price(stored);
  }

  async ofCustomer(customerId: string): Promise<PricedCart | undefined> {
    const stored = await this.carts.ofCustomer(customerId);
    return stored && this.pricing.price(stored);
  }

  /** Without prices: whoever places the order asks catalog for them. Throws `NotFound` as `get` does. */
  async reading(access: CartAccess): Promise<CartReading> {
    const { cart, version } = await this.require(access);
    const { id, currency, email } = cart;
    const customerId = cart.owner === 'customer' ? cart.customerId : null;
    const lines = cart.lines.map(({ variantId, quantity }) => ({ variantId, quantity }));
    return { cartId: id, version, customerId, currency, email, lines };
  }

  private async require(access: CartAccess): Promise<StoredCart> {
    const stored = await this.carts.find(access);
    if (!stored) throw new NotFound('The cart');
    return stored;
  }
}
