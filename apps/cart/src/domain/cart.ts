import type { CurrencyCode, MoneyJson, PaymentProviderName, PostalAddress } from '@tovar/contracts';
import { CartFull, CartLineMissing, QuantityTooLarge } from './cart.errors.ts';

export const MAX_LINES = 100;
export const MAX_QUANTITY = 9_999;

/** What somebody wants to buy. Plain JSON, as it is stored; prices and totals are no part of it. */
export type Cart = GuestCart | CustomerCart;

interface Contents {
  readonly id: string;
  readonly currency: CurrencyCode;
  /** Where the order will be confirmed to; a customer's account has an address already. */
  readonly email: string | null;
  readonly lines: readonly CartLine[];
  /** Promotion codes, normalized, in the order in which they were given. */
  readonly codes: readonly string[];
  readonly deliveryAddress: PostalAddress | null;
  /** Null: the same as the delivery address. */
  readonly billingAddress: PostalAddress | null;
  readonly deliveryMethodId: string | null;
  /** Null leaves it to the shop. */
  readonly paymentProvider: PaymentProviderName | null;
}

/** What a new cart holds. */
export const NOTHING = {
  email: null,
  lines: [],
  codes: [],
  deliveryAddress: null,
  billingAddress: null,
  deliveryMethodId: null,
  paymentProvider: null,
} as const satisfies Partial<Contents>;

/** Belongs to whoever has its token. */
export interface GuestCart extends Contents {
  readonly owner: 'guest';
  /** SHA-256 of the token; the token itself is nowhere. */
  readonly tokenHash: string;
  /** The customer who is taking it over: for everybody else, and for every change, it is gone. */
  readonly claimedBy: string | null;
}

export interface CustomerCart extends Contents {
  readonly owner: 'customer';
  readonly customerId: string;
  /** The guest carts whose lines are in here, so that claiming one again adds nothing. The newest is last. */
  readonly claimedCartIds: readonly string[];
}

export interface CartLine {
  readonly variantId: string;
  readonly quantity: number;
  /** The unit price when the line was last touched, to tell when it has changed; null when there was none. */
  readonly priceSeen: MoneyJson | null;
}

/** Adds to the line of the same variant. Refuses a 101st line (`CartFull`) and a sum over 9,999 (`QuantityTooLarge`). */
export function addLine<Kind extends Cart>(cart: Kind, added: CartLine): Kind {
  const known = lineOf(cart, added.variantId);
  const quantity = added.quantity + (known?.quantity ?? 0);
  if (quantity > MAX_QUANTITY) throw new QuantityTooLarge(added.variantId, MAX_QUANTITY);
  if (known) return withLine(cart, { ...added, quantity });
  if (cart.lines.length >= MAX_LINES) throw new CartFull(MAX_LINES);
  return { ...cart, lines: [...cart.lines, added] };
}

/** Sets a line's quantity; the price that is shown now counts as seen. Throws `CartLineMissing` for an unknown line. */
export function changeLine<Kind extends Cart>(cart: Kind, changed: CartLine): Kind {
  if (!lineOf(cart, changed.variantId)) throw new CartLineMissing(changed.variantId);
  return withLine(cart, changed);
}

/** Removing what is not there is fine: requests repeat. */
export function removeLine<Kind extends Cart>(cart: Kind, variantId: string): Kind {
  if (!lineOf(cart, variantId)) return cart;
  return { ...cart, lines: cart.lines.filter((line) => line.variantId !== variantId) };
}

export function clear<Kind extends Cart>(cart: Kind): Kind {
  return cart.lines.length === 0 ? cart : { ...cart, lines: [] };
}

export function setEmail<Kind extends Cart>(cart: Kind, email: string): Kind {
  return cart.email === email ? cart : { ...cart, email };
}

/** Prices in another currency were never seen, so none of them counts as changed. */
export function switchCurrency<Kind extends Cart>(cart: Kind, currency: CurrencyCode): Kind {
  if (cart.currency === currency) return cart;
  return { ...cart, currency, lines: cart.lines.map((line) => ({ ...line, priceSeen: null })) };
}

const REMEMBERED_CLAIMS = 20;

/**
 * Moves a guest's lines into the customer's cart: quantities of the same variant add up, to 9,999 at most. A cart that
 * was moved before adds nothing. An empty cart takes the guest's currency; otherwise the customer's stays. Throws
 * `CartFull` when there would be more than 100 lines.
 */
export function absorb(cart: CustomerCart, guest: GuestCart): CustomerCart {
  if (cart.claimedCartIds.includes(guest.id)) return cart;
  const own = cart.lines.length === 0 ? switchCurrency(cart, guest.currency) : cart;
  const merged = switchCurrency(guest, own.currency).lines.reduce(addUpToLimit, own);
  return { ...merged, claimedCartIds: [...cart.claimedCartIds, guest.id].slice(-REMEMBERED_CLAIMS) };
}

function addUpToLimit(cart: CustomerCart, line: CartLine): CustomerCart {
  const room = MAX_QUANTITY - (lineOf(cart, line.variantId)?.quantity ?? 0);
  return room === 0 ? cart : addLine(cart, { ...line, quantity: Math.min(line.quantity, room) });
}

function lineOf(cart: Cart, variantId: string): CartLine | undefined {
  return cart.lines.find((line) => line.variantId === variantId);
}

function withLine<Kind extends Cart>(cart: Kind, changed: CartLine): Kind {
  return { ...cart, lines: cart.lines.map((line) => (line.variantId === changed.variantId ? changed : line)) };
}
