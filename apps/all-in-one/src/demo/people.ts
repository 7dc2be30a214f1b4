import type { Login } from '../first-fill.ts';
import type { ShopClient } from './shop-client.ts';

/** Who meets behind a purchase, each logged in. */
export interface People {
  readonly customer: ShopClient;
  /** Sends parcels, takes goods back and looks through reviews. */
  readonly staff: ShopClient;
  /** Somebody else, who reads what the customer has written. */
  readonly reader: ShopClient;
}

/** All three with a session of their own. */
export async function loggedIn(
  shop: ShopClient,
  { customer, staff, reader }: Readonly<Record<keyof People, Login>>,
): Promise<People> {
  return {
    customer: await shop.loggedIn(customer),
    staff: await shop.loggedIn(staff),
    reader: await shop.loggedIn(reader),
  };
}
