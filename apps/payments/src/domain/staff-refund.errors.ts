import { type Money, toView } from '@tovar/contracts';
import { DomainError } from '@tovar/platform';

/** More is asked back than there is: what is refunded already, on its way or waiting for somebody counts. */
export class RefundTooLarge extends DomainError {
  readonly code = 'REFUND_TOO_LARGE';
  override readonly kind = 'conflict';
  constructor(paymentId: string, asked: Money, left: Money) {
    super(`Of payment ${paymentId} ${toView(left).decimal} ${left.currency} can be given back.`, {
      paymentId,
      asked: toView(asked),
      available: toView(left),
    });
  }
}

/** Money goes back in the currency that it came in. */
export class RefundCurrencyDiffers extends DomainError {
  readonly code = 'REFUND_CURRENCY_DIFFERS';
  constructor(paymentId: string, asked: string, currency: string) {
    super(`Payment ${paymentId} was made in ${currency}, not in ${asked}.`, { paymentId, asked, currency });
  }
}

/** Two people decide about this refund, and this is one of them already, or the one who gets the money. */
export class RefundNeedsAnother extends DomainError {
  readonly code = 'REFUND_NEEDS_ANOTHER';
  override readonly kind = 'forbidden';
  constructor(refundId: string) {
    super('Somebody else of the staff has to decide about this refund.', { refundId });
  }
}

/** It was approved or turned down before, or never had to be. */
export class RefundAlreadyDecided extends DomainError {
  readonly code = 'REFUND_ALREADY_DECIDED';
  override readonly kind = 'conflict';
  constructor(refundId: string) {
    super('It is decided about this refund already.', { refundId });
  }
}
