import { DomainError } from '@tovar/platform';

/** A cart holds at most 100 different variants. */
export class CartFull extends DomainError {
  readonly code = 'CART_FULL';
  constructor(limit: number) {
    super(`A cart holds at most ${limit} different variants.`, { limit });
  }
}

/** A line holds at most 9,999 pieces, what is in the cart already included. */
export class QuantityTooLarge extends DomainError {
  readonly code = 'QUANTITY_TOO_LARGE';
  constructor(variantId: string, limit: number) {
    super(`At most ${limit} pieces of a variant fit into a cart.`, { variantId, limit });
  }
}

/** The cart has no line of this variant that could be changed. */
export class CartLineMissing extends DomainError {
  readonly code = 'CART_LINE_MISSING';
  override readonly kind = 'not-found';
  constructor(variantId: string) {
    super('The cart has no line of this variant.', { variantId });
  }
}

/** The variant does not exist, or is not for sale. */
export class VariantNotForSale extends DomainError {
  readonly code = 'VARIANT_NOT_FOR_SALE';
  constructor(variantId: string) {
    super('This variant does not exist or is not for sale.', { variantId });
  }
}

/** A cart holds at most ten promotion codes. */
export class TooManyCodes extends DomainError {
  readonly code = 'TOO_MANY_CODES';
  constructor(limit: number) {
    super(`A cart holds at most ${limit} promotion codes.`, { limit });
  }
}

/** Unknown, over, not begun, used up, or somebody else's: whoever guesses at codes is not told which. */
export class CodeNotValid extends DomainError {
  readonly code = 'CODE_NOT_VALID';
  constructor() {
    super('This code is not valid.');
  }
}

/** Too many codes that are none came from one network address. */
export class TooManyCodeTries extends DomainError {
  readonly code = 'RATE_LIMITED';
  override readonly kind = 'rate-limited';
  constructor(readonly retryAfter: number) {
    super('Too many codes that are not valid. Try again later.', { retryAfter });
  }
}

/** So many change the cart at the same time that this change found no gap. Nothing has changed; try again. */
export class CartBusy extends DomainError {
  readonly code = 'CONFLICT';
  override readonly kind = 'conflict';
  constructor() {
    super('The cart is being changed by too many at once. Try again.');
  }
}
