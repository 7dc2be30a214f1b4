/** What the catalogue knows of a variant that sells. */
export interface StockedVariant {
  readonly variantId: string;
  readonly productId: string;
  readonly sku: string;
  readonly available: number;
}

/** What can be sold now, as the catalogue says it. */
export abstract class AvailableStock {
  /** At most 200 variants; those that do not exist any more are left out. One call. */
  abstract of(variantIds: readonly string[]): Promise<readonly StockedVariant[]>;
}
