import { DomainError } from '@tovar/platform';

/** A message or notification names a payment that is not (or not yet) here. */
export class PaymentUnknown extends DomainError {
  readonly code = 'PAYMENT_UNKNOWN';
  override readonly kind = 'not-found';
  constructor(name: string) {
    super(`No payment is known as ${name}.`, { name });
  }
}

/** A payment began at a provider that this shop no longer works with. */
export class ProviderUnknown extends DomainError {
  readonly code = 'PROVIDER_UNKNOWN';
  override readonly kind = 'conflict';
  constructor(name: string) {
    super(`The payment provider "${name}" is not set up.`, { name });
  }
}

/** The provider has not been asked for this payment yet, or has not answered. */
export class PaymentNotStarted extends DomainError {
  readonly code = 'PAYMENT_NOT_STARTED';
  override readonly kind = 'conflict';
  constructor(paymentId: string) {
    super(`Payment ${paymentId} is not known to its provider yet.`, { paymentId });
  }
}

/** A refund was asked for, but nothing was captured that could be given back. */
export class NothingToRefund extends DomainError {
  readonly code = 'NOTHING_TO_REFUND';
  override readonly kind = 'conflict';
  constructor(paymentId: string) {
    super(`Payment ${paymentId} holds no money that could be refunded.`, { paymentId });
  }
}

/**
 * What the provider shows is not this payment: another amount, currency or id. Nothing of it is believed, and somebody
 * has to look.
 */
export class ProviderDisagrees extends DomainError {
  readonly code = 'PROVIDER_DISAGREES';
  override readonly kind = 'conflict';
  constructor(
    readonly paymentId: string,
    what: string,
    expected: string,
    shown: string,
  ) {
    super(`The provider shows ${what} ${shown} for payment ${paymentId}, which has ${expected}.`, {
      paymentId,
      what,
      expected,
      shown,
    });
  }
}

/** The provider said no for good: nothing was done. `reason` is its own fixed word for why. */
export class ProviderRefused extends DomainError {
  readonly code = 'PROVIDER_REFUSED';
  constructor(
    operation: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`The payment provider refused to ${operation}: ${reason}.`, { operation, reason }, options);
  }
}

/** Nobody knows whether the provider did it. Ask what is there, or ask the same again under the same key; never assume. */
export class UnknownOutcome extends DomainError {
  readonly code = 'UNKNOWN_OUTCOME';
  override readonly kind = 'unavailable';
  constructor(operation: string, why: string, options?: ErrorOptions) {
    super(`It is not known what became of the attempt to ${operation}: ${why}.`, { operation, why }, options);
  }
}

/** A notification from an address that is not the provider's. */
export class WebhookFromStranger extends DomainError {
  readonly code = 'WEBHOOK_FROM_STRANGER';
  override readonly kind = 'forbidden';
  constructor() {
    super('Notifications are taken from the addresses of the payment provider only.');
  }
}

/** A notification that does not prove to come from the provider. */
export class WebhookRejected extends DomainError {
  readonly code = 'WEBHOOK_REJECTED';
  override readonly kind = 'invalid';
  constructor(why: string, options?: ErrorOptions) {
    super(`This notification is not accepted: ${why}.`, { why }, options);
  }
}
