import type { ShopUnderTest } from '../shop-under-test.ts';

/** What a visitor does from beginning to end, one request after the other. */
export interface Journey {
  readonly name: string;
  /** How many walk at a time. */
  readonly visitors: readonly number[];
  /** Does once what all walks need. */
  begin(shop: VisitedShop): Promise<Walks>;
}

export type VisitedShop = Pick<ShopUnderTest, 'url' | 'login'>;

export interface Walks {
  /** One visitor's whole way; throws when it does not come to its end. */
  walk(): Promise<void>;
  end?(): Promise<void>;
}
