import { randomUUID } from 'node:crypto';
import { CommandLineError } from '../command-line.ts';
import { visitBuyerPage } from './buyer-page.ts';
import { DEMO_ADDRESS } from './demo-address.ts';
import type { FoundShop } from './find-shop.ts';
import { followOrder } from './follow-order.ts';
import type { Narrator } from './narrator.ts';
import { ShopClient } from './shop-client.ts';

interface Browsed {
  readonly products: {
    readonly nodes: readonly { readonly name: string; readonly variants: readonly BrowsedVariant[] }[];
  };
}

interface BrowsedVariant {
  readonly id: string;
  readonly availability: string;
}

interface Cart {
  readonly id: string;
  readonly version: number;
  readonly total: { readonly amount: string; readonly decimal: string; readonly currency: string };
}

interface DeliverableCart {
  readonly id: string;
  readonly deliveryOptions: readonly {
    readonly methodId: string;
    readonly name: string;
    readonly total: { readonly decimal: string; readonly currency: string };
  }[];
}

interface Placed {
  readonly placeOrder: {
    readonly order: { readonly id: string; readonly orderNumber: string; readonly paymentUrl: string | null } | null;
    readonly errors: readonly { readonly code: string; readonly message: string }[];
  };
}

/** A customer's purchase by GraphQL: browse, log in, fill a cart, place the order, pay, and watch it become PAID. */
export async function buyByGraphQL({ url, customer }: FoundShop, narrator: Narrator): Promise<void> {
  narrator.title('A customer buys, by GraphQL');
  const visitor = new ShopClient(url);
  const [name, variantId] = await somethingToBuy(visitor);
  narrator.say(`found "${name}"`);

  const { logIn } = await visitor.graphql<{ logIn: { tokens: { accessToken: string } } }>(
    'mutation ($input: LogInInput!) { logIn(input: $input) { tokens { accessToken } } }',
    { input: { email: customer.email, password: customer.password } },
  );
  const shop = visitor.as(logIn.tokens.accessToken);
  narrator.say(`logged in as ${customer.email}`);

  const { createCart } = await shop.graphql<{ createCart: { cart: DeliverableCart } }>(
    `mutation ($input: CreateCartInput!) {
      createCart(input: $input) { cart { id deliveryOptions { methodId name total { decimal currency } } } }
    }`,
    { input: { currency: 'EUR', lines: [{ variantId, quantity: 1 }], deliveryAddress: DEMO_ADDRESS } },
  );
  const [delivery] = createCart.cart.deliveryOptions;
  if (!delivery) throw new CommandLineError(`Nothing is delivered to ${DEMO_ADDRESS.city}.`);
  narrator.say(`filled a cart; ${delivery.name} brings it for ${delivery.total.decimal} ${delivery.total.currency}`);
  const { updateCart } = await shop.graphql<{ updateCart: { cart: Cart } }>(
    `mutation ($input: UpdateCartInput!) {
      updateCart(input: $input) { cart { id version total { amount decimal currency } } }
    }`,
    { input: { cartId: createCart.cart.id, deliveryMethodId: delivery.methodId } },
  );
  const { cart } = updateCart;
  narrator.say(`all in all it costs ${cart.total.decimal} ${cart.total.currency}`);

  narrator.title('  … and places the order');
  const { placeOrder } = await shop.graphql<Placed>(
    `mutation ($input: PlaceOrderInput!) {
      placeOrder(input: $input) { order { id orderNumber paymentUrl } errors { code message } }
    }`,
    {
      input: {
        cartId: cart.id,
        expectedVersion: cart.version,
        expectedTotal: { amount: cart.total.amount, currency: cart.total.currency },
        idempotencyKey: randomUUID(),
      },
    },
  );
  const { order, errors } = placeOrder;
  if (!order?.paymentUrl)
    throw new CommandLineError(`The order cannot be paid: ${errors.map(({ code }) => code).join(', ')}`);
  narrator.say(`order ${order.orderNumber} is placed; paying at ${new URL(order.paymentUrl).host}`);

  const following = followOrder(shop, { id: order.id }, narrator);
  await visitBuyerPage(order.paymentUrl, 'pay');
  narrator.say('pressed "Pay now" on the provider\'s page and came back to the shop');
  narrator.say(`the order ended as ${await following}`);
}

async function somethingToBuy(shop: ShopClient): Promise<[name: string, variantId: string]> {
  const { products } = await shop.graphql<Browsed>(
    '{ products(first: 24) { nodes { name variants { id availability } } } }',
  );
  for (const { name, variants } of products.nodes) {
    const variant = variants.find(({ availability }) => availability === 'IN_STOCK');
    if (variant) return [name, variant.id];
  }
  throw new CommandLineError('Nothing on the first page of the shop is in stock.');
}
