import { DomainError } from '@tovar/platform';

/** The code opens another promotion already. */
export class PromotionCodeTaken extends DomainError {
  readonly code = 'PROMOTION_CODE_TAKEN';
  override readonly kind = 'conflict';
  constructor(options?: ErrorOptions) {
    super('One of the codes opens another promotion already.', {}, options);
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
