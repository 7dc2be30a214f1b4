import { Injectable } from '@nestjs/common';
import { DurableKeyValueStore, type VersionedValue } from '@tovar/platform';
import type { Cart, CustomerCart, GuestCart } from './domain/cart.ts';
import { isTokenOf } from './domain/cart-token.ts';
import { NewCarts } from './new-carts.ts';

const NAMESPACE = 'cart';
const KEPT_MS = 30 * 24 * 60 * 60_000;

/** A cart with the version that the next write expects. */
export interface StoredCart<Kind extends Cart = Cart> {
  readonly cart: Kind;
  readonly version: number;
}

/** Which cart, and by what right: a guest shows the token, a customer is known. */
export interface CartAccess {
  readonly cartId: string;
  readonly token?: string;
  readonly customerId?: string;
}

/**
 * The stored carts, each kept for 30 days after its last change. A guest's is found by its own id, a customer's by the
 * customer's: so there is one for each customer, however many requests create it at once.
 */
@Injectable()
export class Carts {
  constructor(
    private readonly store: DurableKeyValueStore,
    private readonly begun: NewCarts,
  ) {}

  /** The cart, if the caller may use it; a cart that is being claimed by a customer is gone for its guest. */
  async find({ cartId, token, customerId }: CartAccess): Promise<StoredCart | undefined> {
    const own = customerId ? await this.ofCustomer(customerId) : undefined;
    if (own?.cart.id === cartId) return own;
    const guests = token ? await this.ofGuest(cartId, token) : undefined;
    return guests?.cart.claimedBy === null ? guests : undefined;
  }

  /** A guest's cart for whoever has its token, also while it is being claimed. */
  async ofGuest(cartId: string, token: string): Promise<StoredCart<GuestCart> | undefined> {
    const stored = toStored(await this.store.get<GuestCart>(NAMESPACE, guestKey(cartId)));
    return stored && isTokenOf(stored.cart.tokenHash, token) ? stored : undefined;
  }

  async ofCustomer(customerId: string): Promise<StoredCart<CustomerCart> | undefined> {
    return toStored(await this.store.get<CustomerCart>(NAMESPACE, customerKey(customerId)));
  }

  /** A cart under an id that nobody has had. */
  async add<Kind extends Cart>(cart: Kind): Promise<StoredCart<Kind>> {
    const version = await this.store.set(NAMESPACE, keyOf(cart), cart, { ttlMs: KEPT_MS });
    this.begun.note(cart.id);
    return { cart, version };
  }

  /** Writes over `expectedVersion` (0: there is none yet); undefined when somebody else was first. */
  async save<Kind extends Cart>(cart: Kind, expectedVersion: number): Promise<StoredCart<Kind> | undefined> {
    const expiry = { ttlMs: KEPT_MS };
    const version = await this.store.compareAndSet(NAMESPACE, keyOf(cart), expectedVersion, cart, expiry);
    if (version === undefined) return undefined;
    if (expectedVersion === 0) this.begun.note(cart.id);
    return { cart, version };
  }

  /** Removing what is not there is fine. */
  async removeCustomers(customerId: string): Promise<void> {
    await this.store.delete(NAMESPACE, customerKey(customerId));
  }

  /** Removing what is not there is fine: messages repeat. */
  async removeGuests(cartId: string): Promise<void> {
    await this.store.delete(NAMESPACE, guestKey(cartId));
  }
}

function toStored<Kind extends Cart>(found: VersionedValue<Kind> | undefined): StoredCart<Kind> | undefined {
  return found && { cart: found.value, version: found.version };
}

function keyOf(cart: Cart): string {
  return cart.owner === 'guest' ? guestKey(cart.id) : customerKey(cart.customerId);
}

function guestKey(cartId: string): string {
  return `guest:${cartId}`;
}

function customerKey(customerId: string): string {
  return `customer:${customerId}`;
}
