import type { KnownProduct } from '@tovar/contracts';

/** The catalogue, asked about a product that it has not told anything of yet. */
export abstract class ProductReader {
  /** Undefined when there is no such product. Throws `ServiceUnavailable` when catalog does not answer. */
  abstract find(productId: string): Promise<KnownProduct | undefined>;
}
