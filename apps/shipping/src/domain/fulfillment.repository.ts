import type { Fulfillment } from './fulfillment.ts';
import type { FulfillmentEvent } from './fulfillment-events.ts';
import type { TrackingEvent } from './shipment.ts';

/** Who decided something; the shop itself is nobody in person. */
export interface Actor {
  readonly kind: 'customer' | 'guest' | 'staff' | 'shop';
  readonly id: string | null;
}

export const SHOP: Actor = { kind: 'shop', id: null };

/** Work that follows from a decision, by the shipment that it is about. */
export interface ParcelJob {
  readonly type: 'shipping.book' | 'shipping.look' | 'shipping.call-back';
  readonly shipmentId: string;
  readonly runAt?: Date;
}

/** What is decided, and by whom; no events when there is nothing to change. */
export interface Decision {
  readonly by: Actor;
  readonly events: readonly FulfillmentEvent[];
  readonly jobs?: readonly ParcelJob[];
}

export abstract class FulfillmentRepository {
  /**
   * Stores what is to be sent of an order, with what its first events say, all or nothing, in the open transaction if there
   * is one. Does nothing and says so when the order has one already.
   */
  abstract add(begun: Fulfillment, decision: Decision): Promise<boolean>;

  abstract find(orderId: string): Promise<Fulfillment | undefined>;

  /** Whose order it is of; undefined when there is no such shipment, or return. */
  abstract orderOfShipment(shipmentId: string): Promise<string | undefined>;
  abstract orderOfReturn(returnId: string): Promise<string | undefined>;

  /**
   * Loads the fulfilment under lock, lets `decide` decide, and stores what is new, its history, its messages and its jobs in
   * one transaction. Without events there are only jobs. `decide` must be pure; what it throws is thrown on, and nothing is
   * stored. Throws `NotFound`.
   */
  abstract update(orderId: string, at: Date, decide: (fulfillment: Fulfillment) => Decision): Promise<Fulfillment>;

  /** Those of the news that are not kept for the shipment yet, each once. */
  abstract unknownOf(shipmentId: string, news: readonly TrackingEvent[]): Promise<TrackingEvent[]>;
}
