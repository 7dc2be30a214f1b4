import { DomainError } from '@tovar/platform';

export class WebhookUrlRefused extends DomainError {
  readonly code = 'WEBHOOK_URL_REFUSED';
  constructor(reason: string) {
    super(`Nothing is sent to this address: ${reason}.`, { reason });
  }
}

export class TooManyWebhookEndpoints extends DomainError {
  readonly code = 'TOO_MANY_WEBHOOK_ENDPOINTS';
  override readonly kind = 'conflict';
  constructor(most: number) {
    super(`There are ${most} endpoints already. Delete one that is not needed any more.`, { most });
  }
}

/** Nothing is sent to an endpoint that is switched off. */
export class WebhookEndpointDisabled extends DomainError {
  readonly code = 'WEBHOOK_ENDPOINT_DISABLED';
  override readonly kind = 'conflict';
  constructor() {
    super('The endpoint is switched off. Switch it on first.');
  }
}
