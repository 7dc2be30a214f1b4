import { Inject, Injectable } from '@nestjs/common';
import { allowedActions, type OrderAction, paymentUrlOf } from '../domain/allowed-actions.ts';
import { CHECKOUT, type CheckoutSaga } from '../domain/checkout.saga.ts';
import { type OrderStatus, statusOf } from '../domain/order.ts';
import { isOwner, type Viewer } from '../domain/order-access.ts';
import type { OrderView } from '../queries/order-row.ts';

/** An order as one viewer may see it: an address to pay at and an e-mail address are for its owner alone. */
export interface ShownOrder extends Omit<OrderView, 'email'> {
  readonly status: OrderStatus;
  readonly email: string | null;
  readonly paymentUrl: string | null;
  readonly allowedActions: readonly OrderAction[];
  /** Whether the viewer works here; only staff see which colleague did what. */
  readonly isShownToStaff: boolean;
}

@Injectable()
export class ShowOrder {
  constructor(@Inject(CHECKOUT) private readonly checkout: CheckoutSaga) {}

  to(viewer: Viewer, order: OrderView): ShownOrder {
    const now = new Date();
    const isOwn = isOwner(order, viewer, now);
    return {
      ...order,
      status: statusOf(order),
      email: isOwn ? order.email : null,
      paymentUrl: (isOwn && paymentUrlOf(order)) || null,
      allowedActions: allowedActions(this.checkout, order, viewer, now),
      isShownToStaff: !isOwn,
    };
  }
}
