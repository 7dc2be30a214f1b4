import type { DemoProduct, DemoVariant } from './demo-product.ts';

/** What orders know of a product. */
export type Goods = Pick<DemoProduct, 'id' | 'categoryId' | 'brand'> & {
  readonly variants: readonly Pick<DemoVariant, 'id' | 'prices'>[];
};

/** A product that is on sale since a moment, made up when somebody looks at it: all of a large shop's take a gigabyte. */
export class Offer {
  private sold?: Goods;

  constructor(
    readonly sinceMs: number,
    /** The same product each time. */
    readonly make: () => DemoProduct,
  ) {}

  /** Kept, for those who sell it again and again. */
  get goods(): Goods {
    return (this.sold ??= toGoods(this.make()));
  }
}

function toGoods({ id, categoryId, brand, variants }: DemoProduct): Goods {
  return { id, categoryId, brand, variants: variants.map((variant) => ({ id: variant.id, prices: variant.prices })) };
}
