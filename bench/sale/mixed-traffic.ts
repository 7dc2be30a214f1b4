import { ShopClient, ShopRefused } from '@tovar/all-in-one';
import { Random } from '@tovar/testing';
import type { ProvenShop } from '../../e2e/prove/proven-shop.ts';
import { Buyer } from '../../e2e/support/buyer.ts';
import { plentifulVariant } from '../../e2e/support/catalogue.ts';
import { logIn } from '../../e2e/support/person.ts';
import { type Latencies, latenciesOf } from './latencies.ts';

/** What visitors do, with how often out of a hundred. */
const VISITS: Readonly<Record<string, number>> = { list: 45, search: 25, product: 20, checkout: 10 };
const LIST = '{ products(first: 24) { nodes { id slug name price { money { amount currency } } availability } } }';
const SEARCH = 'query ($text: String!) { search(text: $text, first: 24) { nodes { id name } facets { code } } }';
const PRODUCT = 'query ($slug: String!) { product(slug: $slug) { id name variants { id availability } } }';
const WORDS = ['lamp', 'cotton', 'steel', 'wireles', 'book'];

export interface MixedResult {
  /** How many visits came to nothing, by what was said. */
  readonly errors: Readonly<Record<string, number>>;
  readonly latencies: Readonly<Record<string, Latencies>>;
}

export interface Mixed {
  readonly visitors: number;
  readonly seconds: number;
  readonly seed: number;
}

/** More than can be bought in any run: what is measured is buying, not being sold out. */
const PLENTY = 1_000_000;

/** Some look, some search, some buy, all at once. */
export async function mixedTraffic(shop: ProvenShop, { visitors, seconds, seed }: Mixed): Promise<MixedResult> {
  const { url } = shop;
  const guest = new ShopClient(url);
  const { products } = await guest.graphql<{ products: { nodes: { slug: string }[] } }>(LIST);
  const variantId = await plentifulVariant(guest);
  const { accessToken } = await logIn(url, shop.manager);
  const stock = { onHand: PLENTY, reason: 'The shop expects many visitors.' };
  await guest.as(accessToken).rest('PUT', `/api/v1/stock/${variantId}`, stock);
  const endsAt = performance.now() + seconds * 1_000;
  const took: Record<string, number[]> = Object.fromEntries(Object.keys(VISITS).map((what) => [what, []]));
  const errors: Record<string, number> = {};
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
        (error: unknown) => {
          const said = `${what}: ${error instanceof ShopRefused ? error.code : String(error)}`;
          errors[said] = (errors[said] ?? 0) + 1;
        },
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
  if (!placed.order) throw new Error(`Refused: ${placed.errors[0]?.code}`);
  await Promise.all([buyer.follows(placed, 'PAID'), buyer.pay(placed)]);
}
