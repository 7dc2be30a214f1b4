import { demoPurchases } from '@tovar/demo';
import type { DataFolder } from './data-folder.ts';
import { bringParcel, TO_THE_DOOR } from './demo/bring-parcel.ts';
import { buyByGraphQL } from './demo/buy-by-graphql.ts';
import { Narrator } from './demo/narrator.ts';
import { cheap, type Offer, offersOf } from './demo/offers.ts';
import { loggedIn, type People } from './demo/people.ts';
import { returnItem } from './demo/return-item.ts';
import { reviewPurchase } from './demo/review-purchase.ts';
import { ShopClient } from './demo/shop-client.ts';
import type { Login } from './first-fill.ts';
import { ProgressBar } from './progress-bar.ts';

const BEGUN = 'first-orders.json';
const BOUGHT = 3;

/**
 * Leaves what somebody sees who logs in to a demo shop: one order on its way, another one that has arrived, was reviewed and
 * came back in part, and what was told of all that. By the public API, as anybody would, and once for each folder of data,
 * also when it does not come to its end; nothing where too little is on sale. What is bought and said follows from the seed.
 */
export async function leaveFirstOrders(url: string, folder: DataFolder, seed: number): Promise<void> {
  if (await folder.read(BEGUN)) return;
  const shop = new ShopClient(url);
  const demo = demoPurchases({ seed });
  const bought = demo.choose(cheap(await offersOf(shop)), BOUGHT);
  const people = bought.length === BOUGHT ? await peopleOf(shop, folder) : undefined;
  if (!people) return;
  await folder.write(BEGUN, { seed });
  const bar = new ProgressBar('Placing the first orders');
  const silent = Narrator.silent();
  bar.show(0, 2);
  await bringParcel(people, { orderId: await buy(people, bought.slice(0, 1)), way: TO_THE_DOOR.slice(0, 1) }, silent);
  bar.show(1, 2);
  const orderId = await buy(people, bought.slice(1));
  await bringParcel(people, { orderId, way: TO_THE_DOOR }, silent);
  const { review, comment } = demo;
  await reviewPurchase(people, { orderId, review, comment, answer: 'Thank you for writing.' }, silent);
  await returnItem(people, { orderId, reason: 'One is enough' }, silent);
  bar.end();
}

async function peopleOf(shop: ShopClient, folder: DataFolder): Promise<People | undefined> {
  const logins = (await folder.read<Login[]>('logins.json')) ?? [];
  const [customer, reader, staff] = ['customer', 'manager', 'admin'].map((wanted) =>
    logins.find(({ role }) => role === wanted),
  );
  return customer && reader && staff && loggedIn(shop, { customer, reader, staff });
}

function buy({ customer }: People, bought: readonly Offer[]): Promise<string> {
  const variantIds = bought.map(({ variantId }) => variantId);
  return buyByGraphQL(customer, { variantIds, provider: 'paypal', choice: 'pay' }, Narrator.silent());
}
