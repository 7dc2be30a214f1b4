import { buyByGraphQL } from './buy-by-graphql.ts';
import { buyByRest } from './buy-by-rest.ts';
import type { FoundShop } from './find-shop.ts';
import type { Narrator } from './narrator.ts';
import { refundInPart } from './refund-in-part.ts';
import { ShopClient } from './shop-client.ts';

/** A customer buys by GraphQL and pays by PayPal; later the shop gives a part of the money back. */
export async function customerBuys({ url, customer, admin }: FoundShop, narrator: Narrator): Promise<void> {
  narrator.title('A customer buys by GraphQL, and pays by PayPal');
  const shop = await new ShopClient(url).loggedIn(customer);
  narrator.say(`logged in as ${customer.email}`);
  const orderId = await buyByGraphQL(shop, { provider: 'paypal', choice: 'pay' }, narrator);

  narrator.title('  … and gets a part of the money back');
  await refundInPart({ customer: shop, staff: await new ShopClient(url).loggedIn(admin) }, orderId, narrator);
}

/** A guest buys by REST in roubles, and pays by YooKassa. */
export async function guestBuys({ url }: FoundShop, narrator: Narrator): Promise<void> {
  narrator.title('A guest buys by REST, and pays by YooKassa');
  await buyByRest(new ShopClient(url), narrator);
}

/** A guest whose bank says no: nothing is charged, and the stock goes back. */
export async function bankDeclines({ url }: FoundShop, narrator: Narrator): Promise<void> {
  narrator.title('A guest buys by GraphQL, and the bank says no');
  const purchase = { email: 'guest@example.com', provider: 'paypal', choice: 'decline' } as const;
  await buyByGraphQL(new ShopClient(url), purchase, narrator);
}
