import { Inject, Injectable } from '@nestjs/common';
import { allowedActions, type OrderAction, paymentUrlOf } from '../domain/allowed-actions.ts';
import { CHECKOUT, type CheckoutSaga } from '../domain/checkout.saga.ts';
import { type OrderStatus, statusOf } from '../domain/order.ts';
import { isOwner, type Viewer } from '../domain/order-access.ts';
import type { HistoryEntry } from '../domain/order-history.ts';
import type { OrderView } from '../queries/order-row.ts';

/**
 * An order as one viewer may see it. Where to pay it and its e-mail address are for its owner alone; what a person has to
 * look at, and which colleague did what, is for staff.
 */
export interface ShownOrder extends OrderView {
  readonly status: OrderStatus;
  readonly paymentUrl: string | null;
  readonly allowedActions: readonly OrderAction[];
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
      attention: isOwn ? null : order.attention,
      history: isOwn ? order.history.flatMap(forOwner) : order.history,
      paymentUrl: (isOwn && paymentUrlOf(order)) || null,
      allowedActions: allowedActions(this.checkout, order, viewer, now),
    };
  }
}

function forOwner(entry: HistoryEntry): HistoryEntry[] {
  return entry.event === 'AttentionNeeded' ? [] : [{ ...entry, actor: { ...entry.actor, id: null } }];
}
