import { DomainError } from '@tovar/platform';

/** Only a parcel that waits can be packed, split, shipped or cancelled. */
export class ShipmentNotPending extends DomainError {
  readonly code = 'SHIPMENT_NOT_PENDING';
  override readonly kind = 'conflict';
  constructor(shipmentId: string, status: string) {
    super(`The shipment is ${status}; only one that is PENDING can be changed.`, { shipmentId, status });
  }
}

/** There is nothing to tell of a parcel that has not left. */
export class ShipmentNotShipped extends DomainError {
  readonly code = 'SHIPMENT_NOT_SHIPPED';
  override readonly kind = 'conflict';
  constructor(shipmentId: string, status: string) {
    super(`The shipment is ${status}; it has not left the shop.`, { shipmentId, status });
  }
}

/** The lines that were named are not in the parcel, not so many of them, or named twice. */
export class NotInParcel extends DomainError {
  readonly code = 'NOT_IN_PARCEL';
  constructor(shipmentId: string) {
    super('Not so many of these are in the shipment.', { shipmentId });
  }
}

/** Everything of the order is in a parcel already, or the order was cancelled. */
export class NothingToSend extends DomainError {
  readonly code = 'NOTHING_TO_SEND';
  override readonly kind = 'conflict';
  constructor(orderId: string) {
    super('There are not so many of these left to send of this order.', { orderId });
  }
}

/** The carrier has been asked and has not answered yet. */
export class BookingUnderWay extends DomainError {
  readonly code = 'BOOKING_UNDER_WAY';
  override readonly kind = 'conflict';
  constructor(shipmentId: string) {
    super('The carrier has not answered yet. Try again in a moment.', { shipmentId });
  }
}

/** There is no label before the parcel is in the carrier's books. */
export class LabelNotReady extends DomainError {
  readonly code = 'LABEL_NOT_READY';
  override readonly kind = 'conflict';
  constructor(shipmentId: string) {
    super('Pack the shipment first; its label is there once the carrier has it in its books.', { shipmentId });
  }
}

/** Nobody has said what the parcel weighs, and the catalogue does not know either. */
export class WeightUnknown extends DomainError {
  readonly code = 'WEIGHT_UNKNOWN';
  constructor(shipmentId: string) {
    super('Weigh the parcel: the weight of what is in it is not known.', { shipmentId });
  }
}

/** Only what is paid, has its stock and is not cancelled leaves the shop. */
export class OrderNotShippable extends DomainError {
  readonly code = 'ORDER_NOT_SHIPPABLE';
  override readonly kind = 'conflict';
  constructor(orderId: string, why: string, options?: ErrorOptions) {
    super(`The order cannot be sent: ${why}.`, { orderId, why }, options);
  }
}

/** The carrier cannot be asked now; nobody knows what it has done. */
export class CarrierSilent extends DomainError {
  readonly code = 'CARRIER_SILENT';
  override readonly kind = 'unavailable';
  constructor(carrier: string, operation: string, why: string, options?: ErrorOptions) {
    super(`The carrier ${carrier} does not answer: ${operation}.`, { carrier, operation, why }, options);
  }
}

/** A notification that does not prove to come from its carrier. */
export class NotificationRejected extends DomainError {
  readonly code = 'NOTIFICATION_REJECTED';
  override readonly kind = 'invalid';
  constructor(why: string) {
    super(`This notification is not accepted: ${why}.`, { why });
  }
}

/** Live updates are served by the gateway, not by this service. */
export class LiveUpdatesElsewhere extends DomainError {
  readonly code = 'LIVE_UPDATES_ELSEWHERE';
  constructor() {
    super('Subscribe at the gateway.');
  }
}
