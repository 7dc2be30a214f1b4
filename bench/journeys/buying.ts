import { ShopClient } from '@tovar/all-in-one';
import { Buyer } from '../../e2e/support/buyer.ts';
import { plentifulVariant } from '../../e2e/support/catalogue.ts';
import { logIn } from '../../e2e/support/person.ts';
import type { Journey, VisitedShop } from './journey.ts';

/** More than a bench can sell. */
const PLENTY = 1_000_000;

/** A new cart of a guest, a line in it, and its totals. */
export const guestCart: Journey = {
  name: 'guest cart: new, a line, totals',
  visitors: [1, 16],
  async begin(shop) {
    const [variantId] = await stocked(shop);
    return { walk: () => fillCart(new Buyer(shop.url), variantId) };
  },
};

/** From an empty cart to a paid order, with the provider's page between. */
export const wholeCheckout: Journey = {
  name: 'checkout: two lines, paid',
  visitors: [1, 16],
  async begin(shop) {
    const variantIds = await stocked(shop);
    return { walk: () => buy(new Buyer(shop.url), variantIds) };
  },
};

async function fillCart({ shop }: Buyer, variantId: string): Promise<void> {
  const { createCart } = await shop.graphql<{ createCart: { cart: { id: string }; token: string } }>(
    'mutation { createCart(input: { currency: "EUR" }) { cart { id } token } }',
  );
  const { id } = createCart.cart;
  const input = { cartId: id, token: createCart.token, variantId, quantity: 1 };
  await shop.graphql('mutation ($input: AddCartLineInput!) { addCartLine(input: $input) { cart { id } } }', { input });
  await shop.graphql(
    'query ($id: ID!, $token: String) { cart(id: $id, token: $token) { version total { amount currency } lines { quantity } } }',
    { id, token: createCart.token },
  );
}

/** In five calls: cart, delivery, order, its live status, and the page that the provider leads back to. */
async function buy(visitor: Buyer, variantIds: readonly string[]): Promise<void> {
  const lines = variantIds.map((variantId) => ({ variantId, quantity: 1 }));
  const placed = await visitor.placeOrder(await visitor.fillCartWith(lines));
  if (!placed.order) throw new Error(`The order was refused: ${JSON.stringify(placed.errors)}`);
  const paid = visitor.follows(placed, 'PAID');
  await Promise.all([paid, visitor.pay(placed)]);
}

/** Two things of which there is more than anybody can buy. */
async function stocked(shop: VisitedShop): Promise<readonly [string, string]> {
  const guest = new ShopClient(shop.url);
  const variantIds = [await plentifulVariant(guest), await plentifulVariant(guest, 1)] as const;
  const { accessToken } = await logIn(shop.url, await shop.login('manager'));
  const body = { onHand: PLENTY, reason: 'For the bench.' };
  for (const id of variantIds) await guest.as(accessToken).rest('PUT', `/api/v1/stock/${id}`, body);
  return variantIds;
}
