import { Injectable } from '@nestjs/common';
import { NotFound } from '@tovar/platform';
import { CartPricing } from '../cart-pricing.ts';
import { Carts, type StoredCart } from '../carts.ts';
import { absorb, type CustomerCart, type GuestCart } from '../domain/cart.ts';
import type { PricedCart } from '../domain/priced-cart.ts';
import { PriceList } from '../price-list.ts';
import { CheckCodes } from './check-codes.ts';
import { emptyCustomerCart } from './create-cart.ts';
import { untilSaved } from './until-saved.ts';

export interface ClaimCartInput {
  readonly cartId: string;
  readonly token: string;
  readonly customerId: string;
}

/**
 * Moves a guest's cart into the customer's. The guest's is locked for its claimer first, then merged by one write that
 * also notes its id, then removed: a repeat, also after a crash in between, ends in the same cart.
 */
@Injectable()
export class ClaimCart {
  constructor(
    private readonly carts: Carts,
    private readonly prices: PriceList,
    private readonly codes: CheckCodes,
    private readonly pricing: CartPricing,
  ) {}

  /** Throws `NotFound` for a cart that the token does not open, and `CartFull` when the lines do not fit together. */
  async execute(input: ClaimCartInput): Promise<PricedCart> {
    const claimed = (await this.claimedBefore(input)) ?? (await this.claim(input));
    await this.carts.removeGuests(input.cartId);
    return this.pricing.price(claimed);
  }

  private async claimedBefore({ cartId, customerId }: ClaimCartInput): Promise<StoredCart<CustomerCart> | undefined> {
    const own = await this.carts.ofCustomer(customerId);
    return own?.cart.claimedCartIds.includes(cartId) ? own : undefined;
  }

  private async claim(input: ClaimCartInput): Promise<StoredCart<CustomerCart>> {
    const guest = await this.lock(input);
    return untilSaved(async () => {
      const own = await this.ownCart(input, guest);
      return this.carts.save(await this.merged(own.cart, guest), own.version);
    });
  }

  /** From here on nobody can change the guest's cart, so nothing that is put into it is lost. */
  private async lock(input: ClaimCartInput): Promise<GuestCart> {
    const { cartId, token, customerId } = input;
    return untilSaved(async () => {
      const guest = await this.carts.ofGuest(cartId, token);
      if (!guest || (guest.cart.claimedBy ?? customerId) !== customerId) throw new NotFound('The cart');
      if (guest.cart.claimedBy === customerId) return guest.cart;
      // What does not fit is refused while the guest can still change it.
      await this.merged((await this.ownCart(input, guest.cart)).cart, guest.cart);
      const saved = await this.carts.save({ ...guest.cart, claimedBy: customerId }, guest.version);
      return saved?.cart;
    });
  }

  /** The guest's codes may be none of the customer's: those that are over, or used up, stay behind. */
  private async merged(own: CustomerCart, guest: GuestCart): Promise<CustomerCart> {
    const quotes = await this.prices.quote(own.currency, guest.lines);
    const cart = absorb(own, guest, (variantId) => quotes.get(variantId)?.available ?? 0);
    return { ...cart, codes: await this.codes.openAmong(cart) };
  }

  private async ownCart({ customerId }: ClaimCartInput, guest: GuestCart): Promise<StoredCart<CustomerCart>> {
    const cart = emptyCustomerCart(customerId, guest.currency);
    return (await this.carts.ofCustomer(customerId)) ?? { cart, version: 0 };
  }
}
