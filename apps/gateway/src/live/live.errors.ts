import { DomainError } from '@tovar/platform';

/** This process holds as many open subscriptions as it may. */
export class TooManyStreams extends DomainError {
  readonly code = 'TOO_MANY_STREAMS';
  override readonly kind = 'unavailable';
  constructor(allowed: number) {
    super(`All ${allowed} places for live updates are taken. Try again later.`, { allowed });
  }
}

/** Ends the open streams of a gateway that is going down; clients connect again and reach another one. */
export class GatewayStops extends DomainError {
  readonly code = 'SERVICE_UNAVAILABLE';
  override readonly kind = 'unavailable';
  constructor() {
    super('The gateway is shutting down. Connect again.');
  }
}
