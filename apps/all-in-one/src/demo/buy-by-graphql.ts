import { randomUUID } from 'node:crypto';
import { CommandLineError } from '../command-line.ts';
import { type BuyerChoice, visitBuyerPage } from './buyer-page.ts';
import { DEMO_ADDRESS } from './demo-address.ts';
import { followOrder } from './follow-order.ts';
import type { Narrator } from './narrator.ts';
import { patiently } from './patiently.ts';
import type { ShopClient } from './shop-client.ts';

interface Money {
  readonly amount: string;
  readonly currency: string;
  readonly decimal: string;
}

interface Cart {
  readonly id: string;
  readonly version: number;
  readonly total: Money;
}

interface CreatedCart {
  readonly token: string | null;
  readonly cart: {
    readonly id: string;
    readonly deliveryOptions: readonly { readonly methodId: string; readonly name: string; readonly total: Money }[];
  };
}

interface Placed {
  readonly placeOrder: {
    readonly order: { readonly id: string; readonly orderNumber: string; readonly paymentUrl: string | null } | null;
    readonly guestToken: string | null;
    readonly errors: readonly { readonly code: string; readonly message: string }[];
  };
}

/** How somebody buys: a guest says where the order is confirmed to, and everybody does something on the provider's page. */
export interface Purchase {
  readonly variantIds: readonly string[];
  readonly email?: string;
  readonly provider: 'paypal' | 'yookassa';
  readonly choice: BuyerChoice;
}

/** A purchase by GraphQL in three calls: fill a cart, choose the delivery, place the order; then the provider's page. */
export async function buyByGraphQL(shop: ShopClient, purchase: Purchase, narrator: Narrator): Promise<string> {
  if (purchase.email === undefined) await lastCartHasEnded(shop);
  const { cart, token } = await fillCart(shop, purchase, narrator);
  const order = await placeOrder(shop, cart, token);
  narrator.say(`order ${order.orderNumber} is placed; paying at ${new URL(order.paymentUrl).host}`);

  const following = followOrder(shop, { id: order.id, token: order.guestToken }, narrator);
  await visitBuyerPage(order.paymentUrl, purchase.choice);
  narrator.say(`pressed "${purchase.choice}" on the provider's page and came back to the shop`);
  narrator.say(`the order ended as ${await following}`);
  return order.id;
}

/** A customer has one cart; the last one ends a moment after its order can be paid. */
async function lastCartHasEnded(shop: ShopClient): Promise<void> {
  await patiently('the last cart to end', async () => {
    const { myCart } = await shop.graphql<{ myCart: { lines: readonly object[] } | null }>(
      '{ myCart { lines { quantity } } }',
    );
    return myCart && myCart.lines.length > 0 ? undefined : true;
  });
}

async function fillCart(
  shop: ShopClient,
  { email, provider, variantIds }: Purchase,
  narrator: Narrator,
): Promise<{ cart: Cart; token: string | null }> {
  const { createCart } = await shop.graphql<{ createCart: CreatedCart }>(
    `mutation ($input: CreateCartInput!) {
      createCart(input: $input) { token cart { id deliveryOptions { methodId name total { decimal currency } } } }
    }`,
    {
      input: {
        currency: 'EUR',
        lines: variantIds.map((variantId) => ({ variantId, quantity: 1 })),
        deliveryAddress: DEMO_ADDRESS,
        paymentProvider: provider,
        email,
      },
    },
  );
  const { token, cart: created } = createCart;
  const [delivery] = created.deliveryOptions;
  if (!delivery) throw new CommandLineError(`Nothing is delivered to ${DEMO_ADDRESS.city}.`);
  narrator.say(`filled a cart; ${delivery.name} brings it for ${delivery.total.decimal} ${delivery.total.currency}`);
  const { updateCart } = await shop.graphql<{ updateCart: { cart: Cart } }>(
    `mutation ($input: UpdateCartInput!) {
      updateCart(input: $input) { cart { id version total { amount decimal currency } } }
    }`,
    { input: { cartId: created.id, token, deliveryMethodId: delivery.methodId } },
  );
  const { cart } = updateCart;
  narrator.say(`all in all it costs ${cart.total.decimal} ${cart.total.currency}`);
  return { cart, token };
}

async function placeOrder(shop: ShopClient, { id, version, total }: Cart, cartToken: string | null) {
  const { placeOrder: placed } = await shop.graphql<Placed>(
    `mutation ($input: PlaceOrderInput!) {
      placeOrder(input: $input) { order { id orderNumber paymentUrl } guestToken errors { code message } }
    }`,
    {
      input: {
        cartId: id,
        cartToken,
        expectedVersion: version,
        expectedTotal: { amount: total.amount, currency: total.currency },
        idempotencyKey: randomUUID(),
      },
    },
  );
  const { order, guestToken, errors } = placed;
  if (!order?.paymentUrl)
    throw new CommandLineError(`The order cannot be paid: ${errors.map(({ code }) => code).join(', ')}`);
  return { ...order, paymentUrl: order.paymentUrl, guestToken: guestToken ?? undefined };
}
