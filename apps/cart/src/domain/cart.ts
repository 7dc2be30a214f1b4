import type { CurrencyCode, MoneyJson, PaymentProviderName, PostalAddress } from '@tovar/contracts';
import { isDeepStrictEqual } from 'node:util';
import { CartFull, CartLineMissing, QuantityTooLarge, TooManyCodes } from './cart.errors.ts';

export const MAX_LINES = 100;
export const MAX_QUANTITY = 9_999;
export const MAX_CODES = 10;

/** What somebody wants to buy. Plain JSON, as it is stored; prices and totals are no part of it. */
export type Cart = GuestCart | CustomerCart;

/** What an order needs to know besides what is bought; it comes in any order. */
export interface Details {
  /** Where the order will be confirmed to; a customer's account has an address already. */
  readonly email: string | null;
  readonly deliveryAddress: PostalAddress | null;
  /** Null: the same as the delivery address. */
  readonly billingAddress: PostalAddress | null;
  readonly deliveryMethodId: string | null;
  /** Null leaves it to the shop. */
  readonly paymentProvider: PaymentProviderName | null;
}

interface Contents extends Details {
  readonly id: string;
  readonly currency: CurrencyCode;
  readonly lines: readonly CartLine[];
  /** Promotion codes, normalized, in the order in which they were given. */
  readonly codes: readonly string[];
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

/** What is wanted of a variant. */
export type Wish = Pick<CartLine, 'variantId' | 'quantity'>;

/** Adds to the line of the same variant. Refuses a 101st line (`CartFull`) and a sum over 9,999 (`QuantityTooLarge`). */
export function addLine<Kind extends Cart>(cart: Kind, { variantId, quantity: added }: Wish): Kind {
  const known = lineOf(cart, variantId);
  const quantity = added + (known?.quantity ?? 0);
  if (quantity > MAX_QUANTITY) throw new QuantityTooLarge(variantId, MAX_QUANTITY);
  const line = { variantId, quantity, priceSeen: null };
  if (known) return withLine(cart, line);
  if (cart.lines.length >= MAX_LINES) throw new CartFull(MAX_LINES);
  return { ...cart, lines: [...cart.lines, line] };
}

/** Sets a line's quantity. Throws `CartLineMissing` for an unknown line. */
export function changeLine<Kind extends Cart>(cart: Kind, { variantId, quantity }: Wish): Kind {
  if (!lineOf(cart, variantId)) throw new CartLineMissing(variantId);
  return withLine(cart, { variantId, quantity, priceSeen: null });
}

/** Notes what was shown to whoever touched these lines: `priceOf` says what a variant costs in its new quantity. */
export function seePrices<Kind extends Cart>(
  cart: Kind,
  variantIds: readonly string[],
  priceOf: (variantId: string) => MoneyJson | null,
): Kind {
  const see = (line: CartLine): CartLine =>
    variantIds.includes(line.variantId) ? { ...line, priceSeen: priceOf(line.variantId) } : line;
  return variantIds.length === 0 ? cart : { ...cart, lines: cart.lines.map(see) };
}

/** Removing what is not there is fine: requests repeat. */
export function removeLine<Kind extends Cart>(cart: Kind, variantId: string): Kind {
  if (!lineOf(cart, variantId)) return cart;
  return { ...cart, lines: cart.lines.filter((line) => line.variantId !== variantId) };
}

export function clear<Kind extends Cart>(cart: Kind): Kind {
  return cart.lines.length === 0 ? cart : { ...cart, lines: [] };
}

/** What is not named stays; null takes it away. */
export function setDetails<Kind extends Cart>(cart: Kind, details: Partial<Details>): Kind {
  const named = Object.entries(details).filter(([, value]) => value !== undefined);
  const isNew = named.some(([detail, value]) => !isDeepStrictEqual(cart[detail as keyof Details], value));
  return isNew ? { ...cart, ...Object.fromEntries(named) } : cart;
}

/** Adding a code again is fine. Refuses an eleventh with `TooManyCodes`. */
export function addCode<Kind extends Cart>(cart: Kind, code: string): Kind {
  if (cart.codes.includes(code)) return cart;
  if (cart.codes.length >= MAX_CODES) throw new TooManyCodes(MAX_CODES);
  return { ...cart, codes: [...cart.codes, code] };
}

/** Removing what is not there is fine: requests repeat. */
export function removeCode<Kind extends Cart>(cart: Kind, code: string): Kind {
  return cart.codes.includes(code) ? { ...cart, codes: cart.codes.filter((each) => each !== code) } : cart;
}

/** Prices in another currency were never seen, so none of them counts as changed. */
export function switchCurrency<Kind extends Cart>(cart: Kind, currency: CurrencyCode): Kind {
  if (cart.currency === currency) return cart;
  return { ...cart, currency, lines: cart.lines.map((line) => ({ ...line, priceSeen: null })) };
}

const REMEMBERED_CLAIMS = 20;

/** What can be had of a variant, as far as it is known. */
export type Stock = (variantId: string) => number;

/**
 * Moves a guest's cart into the customer's, all of it or nothing. Quantities of the same variant add up as far as there is
 * stock, but never to less than either cart wanted. Codes come along as far as there is room, details only where the
 * customer's cart has none. A cart that was moved before adds nothing. An empty cart takes the guest's currency; otherwise
 * the customer's stays. Throws `CartFull` when there would be more than 100 lines.
 */
export function absorb(cart: CustomerCart, guest: GuestCart, stock: Stock): CustomerCart {
  if (cart.claimedCartIds.includes(guest.id)) return cart;
  const own = cart.lines.length === 0 ? switchCurrency(cart, guest.currency) : cart;
  const lines = switchCurrency(guest, own.currency).lines;
  const merged = lines.reduce((sum, line) => addUpToStock(sum, line, stock(line.variantId)), own);
  return {
    ...merged,
    email: cart.email ?? guest.email,
    deliveryAddress: cart.deliveryAddress ?? guest.deliveryAddress,
    billingAddress: cart.billingAddress ?? guest.billingAddress,
    deliveryMethodId: cart.deliveryMethodId ?? guest.deliveryMethodId,
    paymentProvider: cart.paymentProvider ?? guest.paymentProvider,
    codes: [...new Set([...cart.codes, ...guest.codes])].slice(0, MAX_CODES),
    claimedCartIds: [...cart.claimedCartIds, guest.id].slice(-REMEMBERED_CLAIMS),
  };
}

function addUpToStock(cart: CustomerCart, line: CartLine, available: number): CustomerCart {
  const own = lineOf(cart, line.variantId);
  if (!own && cart.lines.length >= MAX_LINES) throw new CartFull(MAX_LINES);
  if (!own) return { ...cart, lines: [...cart.lines, line] };
  const together = Math.min(own.quantity + line.quantity, available, MAX_QUANTITY);
  return withLine(cart, { ...own, quantity: Math.max(own.quantity, line.quantity, together) });
}

function lineOf(cart: Cart, variantId: string): CartLine | undefined {
  return cart.lines.find((line) => line.variantId === variantId);
}

function withLine<Kind extends Cart>(cart: Kind, changed: CartLine): Kind {
  return { ...cart, lines: cart.lines.map((line) => (line.variantId === changed.variantId ? changed : line)) };
}
