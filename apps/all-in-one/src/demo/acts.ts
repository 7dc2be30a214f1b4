import { bringParcel, TO_THE_DOOR } from './bring-parcel.ts';
import { buyByGraphQL } from './buy-by-graphql.ts';
import { buyByRest } from './buy-by-rest.ts';
import type { FoundShop } from './find-shop.ts';
import type { Narrator } from './narrator.ts';
import { cheap, chosen, offersOf } from './offers.ts';
import { loggedIn } from './people.ts';
import { refundInPart } from './refund-in-part.ts';
import { returnItem } from './return-item.ts';
import { reviewPurchase } from './review-purchase.ts';
import { ShopClient } from './shop-client.ts';

const OPINION = {
  review: {
    rating: 5,
    title: 'Exactly what I wanted',
    text: 'It was here in no time, and looks as it does in the pictures.',
  },
  comment: 'How is it after a month?',
  answer: 'Ask again in a month: there are thirty days to send it back.',
};

/** A customer buys by GraphQL and pays by PayPal; later the shop gives a part of the money back. */
export async function customerBuys({ url, customer, admin }: FoundShop, narrator: Narrator): Promise<void> {
  narrator.title('A customer buys by GraphQL, and pays by PayPal');
  const shop = await new ShopClient(url).loggedIn(customer);
  narrator.say(`logged in as ${customer.email}`);
  const variantIds = chosen(await offersOf(shop), 1, narrator);
  const orderId = await buyByGraphQL(shop, { variantIds, provider: 'paypal', choice: 'pay' }, narrator);

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
  const guest = new ShopClient(url);
  const variantIds = chosen(await offersOf(guest), 1, narrator);
  const purchase = { variantIds, email: 'guest@example.com', provider: 'paypal', choice: 'decline' } as const;
  await buyByGraphQL(guest, purchase, narrator);
}

/** A customer follows a parcel live, says what they think of what was in it, and sends one of two things back. */
export async function customerReceives(
  { url, customer, manager, admin }: FoundShop,
  narrator: Narrator,
): Promise<void> {
  narrator.title('A customer buys two things, and follows the parcel');
  const people = await loggedIn(new ShopClient(url), { customer, staff: admin, reader: manager });
  const variantIds = chosen(cheap(await offersOf(people.customer)), 2, narrator);
  const purchase = { variantIds, provider: 'paypal', choice: 'pay' } as const;
  const orderId = await buyByGraphQL(people.customer, purchase, narrator);
  await bringParcel(people, { orderId, way: TO_THE_DOOR }, narrator);

  narrator.title('  … says what they think of it');
  await reviewPurchase(people, { orderId, ...OPINION }, narrator);

  narrator.title('  … and sends one of the two back');
  await returnItem(people, { orderId, reason: 'One is enough' }, narrator);
}
