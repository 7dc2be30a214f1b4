import type { Order } from './order.ts';
import type { OrderEvent } from './order-events.ts';
import type { Actor } from './order-history.ts';
import type { AcceptedOrder } from './new-order.ts';

/** What is decided of an order, and by whom; no events when there is nothing to change. */
export interface Decision {
  readonly by: Actor;
  readonly events: readonly OrderEvent[];
}

export abstract class OrderRepository {
  /** A number for people, never given twice; there may be gaps. */
  abstract nextNumber(): Promise<string>;

  /**
   * Stores a new order with its placement, its view, its messages and its deadlines, all or nothing, in the open
   * transaction if there is one. Throws `CartAlreadyOrdered` when its cart has become an order already.
   */
  abstract add(accepted: AcceptedOrder, by: Actor): Promise<void>;

  /**
   * Loads the order under lock, lets `decide` decide, and stores the changed order, its view, its messages and its
   * deadlines in one transaction, or in the open one. Without events nothing is written and the version stays. `decide`
   * must be pure; what it throws is thrown on, and nothing is stored. Returns the events. Throws `NotFound` for an unknown
   * order.
   */
  abstract update(orderId: string, at: Date, decide: (order: Order) => Decision): Promise<readonly OrderEvent[]>;
}
