import { DomainError } from '@tovar/platform';

/** The code opens another promotion already. */
export class PromotionCodeTaken extends DomainError {
  readonly code = 'PROMOTION_CODE_TAKEN';
  override readonly kind = 'conflict';
  constructor(options?: ErrorOptions) {
    super('One of the codes opens another promotion already.', {}, options);
  }
}

/** More orders use it already than the new limit allows. */
export class PromotionLimitTooLow extends DomainError {
  readonly code = 'PROMOTION_LIMIT_TOO_LOW';
  override readonly kind = 'conflict';
  constructor(id: string, options?: ErrorOptions) {
    super('More orders use this promotion already.', { id }, options);
  }
}

/** Orders speak of it: it can be switched off, not removed. */
export class PromotionUsed extends DomainError {
  readonly code = 'PROMOTION_USED';
  override readonly kind = 'conflict';
  constructor(id: string) {
    super('Orders have used this promotion. Switch it off instead.', { id });
  }
}
