import { ShopClient } from '@tovar/all-in-one';
import { Random } from '@tovar/testing';
import { Buyer } from '../../e2e/support/buyer.ts';
import { plentifulVariant } from '../../e2e/support/catalogue.ts';
import { type Latencies, latenciesOf } from './latencies.ts';

/** What visitors do, with how often out of a hundred. */
const VISITS: Readonly<Record<string, number>> = { list: 45, search: 25, product: 20, checkout: 10 };
const LIST = '{ products(first: 24) { nodes { id slug name price { money { amount currency } } availability } } }';
const SEARCH = 'query ($text: String!) { search(text: $text, first: 24) { nodes { id name } facets { code } } }';
const PRODUCT = 'query ($slug: String!) { product(slug: $slug) { id name variants { id availability } } }';
const WORDS = ['lamp', 'cotton', 'steel', 'wireles', 'book'];

export interface MixedResult {
  readonly errors: number;
  readonly latencies: Readonly<Record<string, Latencies>>;
}

export interface Mixed {
  readonly visitors: number;
  readonly seconds: number;
  readonly seed: number;
}

/** Some look, some search, some buy, all at once. */
export async function mixedTraffic(url: string, { visitors, seconds, seed }: Mixed): Promise<MixedResult> {
  const guest = new ShopClient(url);
  const { products } = await guest.graphql<{ products: { nodes: { slug: string }[] } }>(LIST);
  const variantId = await plentifulVariant(guest);
  const endsAt = performance.now() + seconds * 1_000;
  const took: Record<string, number[]> = Object.fromEntries(Object.keys(VISITS).map((what) => [what, []]));
  let errors = 0;
  const visit = async (number: number): Promise<void> => {
    const random = new Random(`${seed} visitor ${number}`);
    const visits: Record<string, () => Promise<unknown>> = {
      list: () => guest.graphql(LIST),
      search: () => guest.graphql(SEARCH, { text: random.pick(WORDS) }),
      product: () => guest.graphql(PRODUCT, { slug: random.pick(products.nodes).slug }),
      checkout: () => checkout(new Buyer(url), variantId),
    };
    while (performance.now() < endsAt) {
      const what = random.pick(
        Object.entries(VISITS).flatMap(([name, share]) => Array.from({ length: share }, () => name)),
      );
      const begunAt = performance.now();
      await visits[what]?.().then(
        () => took[what]?.push(performance.now() - begunAt),
        () => (errors += 1),
      );
    }
  };
  await Promise.all(Array.from({ length: visitors }, (_, number) => visit(number)));
  return {
    errors,
    latencies: Object.fromEntries(Object.entries(took).map(([what, each]) => [what, latenciesOf(each)])),
  };
}

async function checkout(buyer: Buyer, variantId: string): Promise<void> {
  const placed = await buyer.placeOrder(await buyer.fillCart(variantId));
  if (!placed.order) throw new Error('It was refused.');
  await Promise.all([buyer.follows(placed, 'PAID'), buyer.pay(placed)]);
}
