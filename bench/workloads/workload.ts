import type { BenchRequest } from '../load.ts';
import type { ShopUnderTest } from '../shop-under-test.ts';

/** What clients ask for again and again. */
export interface Workload {
  readonly name: string;
  /** False when no answer of it may be kept: it is measured once, without the response cache. */
  readonly isCacheable: boolean;
  /** True when `/health/live` is asked all the while: others must not suffer from it. */
  readonly isWatched?: boolean;
  /** Asks the shop for what the requests need, such as addresses and cursors. */
  requests(shop: ShopUnderTest): Promise<readonly BenchRequest[]>;
}

/** What a storefront shows of a product in a list. */
export const CARD = 'id slug name price { money { amount currency } } picture { url alt } availability';

/** A GraphQL operation by POST, as a storefront sends it. */
export function operation(query: string, variables: object = {}): BenchRequest {
  return {
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  };
}
