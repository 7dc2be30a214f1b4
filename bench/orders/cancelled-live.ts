import { Buyer } from '../../e2e/support/buyer.ts';
import { plentifulVariant } from '../../e2e/support/catalogue.ts';
import { type Latencies, latenciesOf } from '../sale/latencies.ts';

const CANCEL = 'mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { errors { code } } }';

/** From the moment at which a guest asks for it to the one at which somebody who follows the order is told, one after the other. */
export async function cancelledLive(url: string, times: number): Promise<Latencies> {
  const guest = new Buyer(url);
  const variantId = await plentifulVariant(guest.shop);
  const took: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const placed = await guest.order(variantId);
    const following = Promise.withResolvers<void>();
    let toldAt = 0;
    const told = guest.follows(placed, 'CANCELLED', following.resolve).then(() => (toldAt = performance.now()));
    await Promise.race([following.promise, told]);
    const askedAt = performance.now();
    await guest.shop.graphql(CANCEL, { input: { orderId: placed.order.id, token: placed.guestToken } });
    await told;
    took.push(toldAt - askedAt);
  }
  return latenciesOf(took);
}
