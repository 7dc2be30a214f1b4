import { DomainError } from '@tovar/platform';

export class UnknownCategory extends DomainError {
  readonly code = 'UNKNOWN_CATEGORY';
  constructor(categoryId: string) {
    super('There is no category with this id.', { categoryId });
  }
}

export class UnknownVariant extends DomainError {
  readonly code = 'UNKNOWN_VARIANT';
  constructor(variantId: string) {
    super('The product has no variant with this id.', { variantId });
  }
}

export class SlugTaken extends DomainError {
  readonly code = 'SLUG_TAKEN';
  override readonly kind = 'conflict';
  constructor(slug: string) {
    super(`"${slug}" is the address of another product or category.`, { slug });
  }
}

export class SkuTaken extends DomainError {
  readonly code = 'SKU_TAKEN';
  override readonly kind = 'conflict';
  constructor(skus: readonly string[]) {
    super('An article number belongs to one variant only.', { skus });
  }
}

/** A count that says there is less than what is already promised to orders. */
export class StockBelowPromised extends DomainError {
  readonly code = 'STOCK_BELOW_PROMISED';
  override readonly kind = 'conflict';
  constructor(readonly promised: number) {
    super(`${promised} units are promised to orders; the stock can not be set below that.`, { promised });
  }
}

/** More units than the shop can count. */
export class StockTooLarge extends DomainError {
  readonly code = 'STOCK_TOO_LARGE';
  constructor(readonly largest: number) {
    super(`A variant's stock is at most ${largest} units.`, { largest });
  }
}
