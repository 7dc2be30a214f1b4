import type { NamedProduct } from '@tovar/contracts';

/** What products are called now, as the catalogue says it. */
export abstract class ProductNames {
  /** At most 500 products; those that do not exist any more are left out. One call. */
  abstract of(productIds: readonly string[]): Promise<readonly NamedProduct[]>;
}
