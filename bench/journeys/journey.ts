import type { Buyer } from '../../e2e/support/buyer.ts';

/** What a visitor does from beginning to end, one request after the other. */
export interface Journey {
  readonly name: string;
  /** How many walk at a time. */
  readonly visitors: readonly number[];
  /** One visitor's whole way; throws when it does not come to its end. */
  walk(visitor: Buyer, variantIds: readonly string[]): Promise<void>;
}

/** A new cart of a guest, a line in it, and its totals. */
export const guestCart: Journey = {
  name: 'guest cart: new, a line, totals',
  visitors: [1, 16],
  async walk(visitor, [variantId = '']) {
    const { shop } = visitor;
    const { createCart } = await shop.graphql<{ createCart: { cart: { id: string }; token: string } }>(
      'mutation { createCart(input: { currency: "EUR" }) { cart { id } token } }',
    );
    const { id } = createCart.cart;
    const input = { cartId: id, token: createCart.token, variantId, quantity: 1 };
    await shop.graphql('mutation ($input: AddCartLineInput!) { addCartLine(input: $input) { cart { id } } }', {
      input,
    });
    await shop.graphql(
      'query ($id: ID!, $token: String) { cart(id: $id, token: $token) { version total { amount currency } lines { quantity } } }',
      { id, token: createCart.token },
    );
  },
};

/** From an empty cart to a paid order, with the provider's page between. */
export const wholeCheckout: Journey = {
  name: 'checkout: two lines, paid',
  visitors: [1, 16],
  async walk(visitor, [first = '', second = '']) {
    const placed = await visitor.placeOrder(await visitor.addLine(await visitor.fillCart(first), second));
    if (!placed.order) throw new Error(`The order was refused: ${JSON.stringify(placed.errors)}`);
    const paid = visitor.follows(placed, 'PAID');
    await Promise.all([paid, visitor.pay(placed)]);
  },
};

export const journeys: readonly Journey[] = [guestCart, wholeCheckout];
