import { CommandLineError } from '../command-line.ts';
import type { Narrator } from './narrator.ts';
import type { ShopClient } from './shop-client.ts';

interface OrderNews {
  readonly orderUpdated: { readonly orderNumber: string; readonly status: string; readonly paymentStatus: string };
}

const SUBSCRIPTION = `subscription ($id: ID!, $token: String) {
  orderUpdated(id: $id, token: $token) { orderNumber status paymentStatus }
}`;
const ENDS = ['PAID', 'CANCELLED', 'DELIVERED'];
const PATIENCE_MS = 60_000;

/**
 * Says each change of the order as it comes, live, until the order has come to an end, or its payment to where it is waited
 * for. Returns its last status.
 */
export async function followOrder(
  shop: ShopClient,
  { until, ...order }: { id: string; token?: string; until?: string },
  narrator: Narrator,
): Promise<string> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  let last = '';
  for await (const { orderUpdated } of shop.follow<OrderNews>(SUBSCRIPTION, order, patience)) {
    const { orderNumber, status, paymentStatus } = orderUpdated;
    const news = `live: order ${orderNumber} is ${status} (payment ${paymentStatus})`;
    if (news !== last) narrator.say(news);
    last = news;
    if (until ? paymentStatus === until : ENDS.includes(status)) return status;
  }
  throw new CommandLineError('The live updates ended before the order did.');
}
