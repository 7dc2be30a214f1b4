import { type CartLine, type CustomerCart, NOTHING, type Wish } from './cart.ts';

/**
 * What a customer goes on with when a cart has become an order: all that the order did not take, in a cart of its own. What
 * was put in while the order was being placed stays, with the address and the delivery that it stands beside; when nothing is
 * left, the next cart begins empty.
 */
export function nextCart(cart: CustomerCart, ordered: readonly Wish[], nextId: string): CustomerCart {
  const taken = new Map(ordered.map(({ variantId, quantity }) => [variantId, quantity]));
  const lines = cart.lines.flatMap((line) => leftOf(line, taken.get(line.variantId) ?? 0));
  const rest = lines.length > 0 ? cart : { ...cart, ...NOTHING };
  return { ...rest, id: nextId, lines };
}

/** Whoever has taken pieces out meanwhile has none left, and owes none. */
function leftOf(line: CartLine, taken: number): CartLine[] {
  return line.quantity > taken ? [{ ...line, quantity: line.quantity - taken }] : [];
}
