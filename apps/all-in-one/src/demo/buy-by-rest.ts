import { randomUUID } from 'node:crypto';
import { CommandLineError } from '../command-line.ts';
import { visitBuyerPage } from './buyer-page.ts';
import { DEMO_ADDRESS } from './demo-address.ts';
import { followOrder } from './follow-order.ts';
import type { Narrator } from './narrator.ts';
import type { ShopClient } from './shop-client.ts';

interface ProductPage {
  readonly items: readonly { readonly slug: string; readonly name: { readonly en: string } }[];
}

interface Product {
  readonly variants: readonly { readonly id: string; readonly availability: string }[];
}

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

interface DeliveryOptions {
  readonly items: readonly { readonly methodId: string; readonly name: { readonly en: string } }[];
}

interface PlacedOrder {
  readonly order: { readonly id: string; readonly orderNumber: string; readonly paymentUrl: string | null };
  readonly guestToken: string;
}

/** A guest's purchase by REST, in roubles: browse, fill a cart, place the order, pay, and watch it become PAID. */
export async function buyByRest(shop: ShopClient, narrator: Narrator): Promise<void> {
  const variantId = await somethingToBuy(shop, narrator);

  const created = await shop.rest<{ cart: Cart; token: string }>('POST', '/api/v1/carts', {
    currency: 'RUB',
    lines: [{ variantId, quantity: 1 }],
    email: 'guest@example.com',
    deliveryAddress: DEMO_ADDRESS,
    paymentProvider: 'yookassa',
  });
  const { id } = created.body.cart;
  const possession = { 'x-cart-token': created.body.token };
  const path = `/api/v1/carts/${id}`;
  const { body: options } = await shop.rest<DeliveryOptions>('GET', `${path}/delivery-options`, undefined, possession);
  const [delivery] = options.items;
  if (!delivery) throw new CommandLineError(`Nothing is delivered to ${DEMO_ADDRESS.city}.`);
  const { body: cart } = await shop.rest<Cart>('PATCH', path, { deliveryMethodId: delivery.methodId }, possession);
  narrator.say(`${delivery.name.en} brings it; all in all it costs ${cart.total.decimal} ${cart.total.currency}`);

  const { body: placed } = await shop.rest<PlacedOrder>(
    'POST',
    '/api/v1/orders',
    {
      cartId: id,
      expectedVersion: cart.version,
      expectedTotal: { amount: cart.total.amount, currency: cart.total.currency },
    },
    { ...possession, 'idempotency-key': randomUUID() },
  );
  const { order, guestToken } = placed;
  if (!order.paymentUrl) throw new CommandLineError(`Order ${order.orderNumber} has no payment page yet.`);
  narrator.say(`order ${order.orderNumber} is placed; paying at ${new URL(order.paymentUrl).host}`);

  const following = followOrder(shop, { id: order.id, token: guestToken }, narrator);
  await visitBuyerPage(order.paymentUrl, 'pay');
  narrator.say('pressed "Pay now" on the provider\'s page and came back to the shop');
  narrator.say(`the order ended as ${await following}`);
}

async function somethingToBuy(shop: ShopClient, narrator: Narrator): Promise<string> {
  const { body: page } = await shop.rest<ProductPage>('GET', '/api/v1/products?limit=24&currency=RUB');
  for (const { slug, name } of page.items) {
    const { body: product } = await shop.rest<Product>('GET', `/api/v1/products/${slug}`);
    const variant = product.variants.find(({ availability }) => availability === 'IN_STOCK');
    if (!variant) continue;
    narrator.say(`found "${name.en}"`);
    return variant.id;
  }
  throw new CommandLineError('Nothing on the first page of the shop is in stock.');
}
