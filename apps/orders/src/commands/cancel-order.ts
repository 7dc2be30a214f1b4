import { Inject, Injectable } from '@nestjs/common';
import { Forbidden, NotFound, VersionConflict } from '@tovar/platform';
import { cancel } from '../domain/cancellation.ts';
import { CHECKOUT, type CheckoutSaga } from '../domain/checkout.saga.ts';
import { type Order, statusOf } from '../domain/order.ts';
import { cancelDenials, isOwner, mayRead, type Viewer } from '../domain/order-access.ts';
import type { Actor } from '../domain/order-history.ts';
import { type Decision, OrderRepository } from '../domain/order.repository.ts';
import { OrderDetails } from '../queries/order-details.ts';
import type { OrderView } from '../queries/order-row.ts';

export interface CancelOrderInput {
  readonly orderId: string;
  readonly viewer: Viewer;
  readonly expectedVersion?: number;
  /** In the words of whoever cancels; kept in the history. */
  readonly note?: string;
}

@Injectable()
export class CancelOrder {
  constructor(
    private readonly orders: OrderRepository,
    private readonly details: OrderDetails,
    @Inject(CHECKOUT) private readonly checkout: CheckoutSaga,
  ) {}

  /**
   * Returns the order as it is then; cancelling twice is fine. Throws `NotFound` for an order that the viewer may not see, `Forbidden` for one that may only be seen,
   * `VersionConflict`, `OrderNotCancellable` or `PaymentInProgress`.
   */
  async execute(input: CancelOrderInput): Promise<OrderView> {
    const now = new Date();
    await this.orders.update(input.orderId, now, (order) => this.decide(order, input, now));
    return this.details.get(input.orderId, input.viewer);
  }

  private decide(order: Order, { viewer, expectedVersion, note }: CancelOrderInput, now: Date): Decision {
    const denials = cancelDenials({ ...order, status: statusOf(order) }, viewer, now);
    if (denials.length > 0 && !mayRead(order, viewer, now)) throw new NotFound('The order');
    if (denials.length > 0) throw new Forbidden(['orders:cancel:own', 'orders:cancel:any'], denials);
    if (expectedVersion !== undefined && expectedVersion !== order.version) {
      throw new VersionConflict('The order', order.version);
    }
    const by = actorOf(order, viewer, now);
    const reason = by.kind === 'staff' ? 'cancelled-by-staff' : 'cancelled-by-customer';
    return { by, events: cancel(this.checkout, order, { reason, note }, now) };
  }
}

function actorOf(order: Order, viewer: Viewer, now: Date): Actor {
  const id = viewer.identity?.userId ?? null;
  if (!isOwner(order, viewer, now)) return { kind: 'staff', id };
  return order.customerId === null ? { kind: 'guest', id: null } : { kind: 'customer', id };
}
