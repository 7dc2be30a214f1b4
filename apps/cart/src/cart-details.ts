import { Injectable } from '@nestjs/common';
import { NotFound } from '@tovar/platform';
import { CartPricing } from './cart-pricing.ts';
import { type CartAccess, Carts, type StoredCart } from './carts.ts';
import type { PricedCart } from './domain/priced-cart.ts';

/** Reads carts at today's prices. */
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

  private async require(access: CartAccess): Promise<StoredCart> {
    const stored = await this.carts.find(access);
    if (!stored) throw new NotFound('The cart');
    return stored;
  }
}
