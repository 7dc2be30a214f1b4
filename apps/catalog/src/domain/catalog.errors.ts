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

export class UnknownProductType extends DomainError {
  readonly code = 'UNKNOWN_PRODUCT_TYPE';
  constructor(productTypeId: string) {
    super('There is no product type with this id.', { productTypeId });
  }
}

export class ProductTypeCodeTaken extends DomainError {
  readonly code = 'PRODUCT_TYPE_CODE_TAKEN';
  override readonly kind = 'conflict';
  constructor(productTypeCode: string) {
    super(`"${productTypeCode}" is the code of another product type.`, { productTypeCode });
  }
}

/** A product type goes when no product is of it any more. */
export class ProductTypeInUse extends DomainError {
  readonly code = 'PRODUCT_TYPE_IN_USE';
  override readonly kind = 'conflict';
  constructor(options?: ErrorOptions) {
    super('There are products of this type.', {}, options);
  }
}

/** Products have the attribute, or the value of it, that would be no more or be something else. */
export class AttributeInUse extends DomainError {
  readonly code = 'ATTRIBUTE_IN_USE';
  override readonly kind = 'conflict';
  constructor(attribute: string, value?: string) {
    super(`Products have ${value === undefined ? '' : `"${value}" as `}"${attribute}".`, { attribute, value });
  }
}

/** One thing that is wrong with a product's attributes; the path says with which. */
export interface AttributeProblem {
  readonly code: 'ATTRIBUTE_UNKNOWN' | 'ATTRIBUTE_MISSING' | 'ATTRIBUTE_VALUE_INVALID' | 'ATTRIBUTE_NOT_APPLICABLE';
  readonly message: string;
  readonly path: readonly string[];
}

/** The attributes of a product are not those of its type; `problems` name each by its path. */
export class AttributesDoNotFit extends DomainError {
  readonly code = 'ATTRIBUTES_DO_NOT_FIT';
  constructor(problems: readonly AttributeProblem[]) {
    super(`${problems.length} of the attributes do not fit the product type.`, { problems });
  }
}

/** The product's status does not allow what was decided; `allowedDecisions` are those that it does. */
export class DecisionNotAllowed extends DomainError {
  readonly code = 'DECISION_NOT_ALLOWED';
  override readonly kind = 'conflict';
  constructor(status: string, decision: string, allowedDecisions: readonly string[]) {
    super(`The product is ${status}: ${decision} is not possible.`, { status, decision, allowedDecisions });
  }
}

/** A category cannot be below itself. */
export class CategoryCycle extends DomainError {
  readonly code = 'CATEGORY_CYCLE';
  override readonly kind = 'conflict';
  constructor() {
    super('A category cannot be moved below itself.');
  }
}

/** A category goes when there is nothing in it any more: no product and no further category. */
export class CategoryNotEmpty extends DomainError {
  readonly code = 'CATEGORY_NOT_EMPTY';
  override readonly kind = 'conflict';
  constructor(options?: ErrorOptions) {
    super('There are products or further categories in it.', {}, options);
  }
}

/** An order names each category below the parent once, and no other. */
export class CategoryOrderDiffers extends DomainError {
  readonly code = 'CATEGORY_ORDER_DIFFERS';
  override readonly kind = 'conflict';
  constructor() {
    super('The order has to name each category below the parent once, and no other.');
  }
}

export class UnknownPicture extends DomainError {
  readonly code = 'UNKNOWN_PICTURE';
  constructor(pictureId: string) {
    super('The product has no picture with this id.', { pictureId });
  }
}

/** A product has a limited number of pictures. */
export class PicturesFull extends DomainError {
  readonly code = 'PICTURES_FULL';
  override readonly kind = 'conflict';
  constructor(limit: number) {
    super(`A product has at most ${limit} pictures.`, { limit });
  }
}

/** A variant's prices in one currency begin at different moments, so that it is always clear which is the newest. */
export class PriceBeginsTwice extends DomainError {
  readonly code = 'PRICE_BEGINS_TWICE';
  override readonly kind = 'conflict';
  constructor(options?: ErrorOptions) {
    super('Another price of the variant in this currency begins at the same moment.', {}, options);
  }
}

export class UnknownProduct extends DomainError {
  readonly code = 'UNKNOWN_PRODUCT';
  constructor(options?: ErrorOptions) {
    super('One of the products does not exist.', {}, options);
  }
}

/** Two variants on sale that a customer could not tell apart: every option of theirs is the same. */
export class CombinationTaken extends DomainError {
  readonly code = 'VARIANT_COMBINATION_TAKEN';
  override readonly kind = 'conflict';
  constructor(skus: readonly string[]) {
    super(`${skus.join(' and ')} have the same options; switch one of them off, or give it others.`, { skus });
  }
}

/** A parcel holds what the order was not given: a defect, because shipping sends only what it was asked to. */
export class MoreShippedThanAllocated extends DomainError {
  readonly code = 'MORE_SHIPPED_THAN_ALLOCATED';
  override readonly kind = 'conflict';
  constructor(orderId: string, shipmentId: string) {
    super('The parcel holds more than is allocated to its order.', { orderId, shipmentId });
  }
}
