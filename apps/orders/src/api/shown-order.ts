import { Injectable } from '@nestjs/common';
import { allowedActions, type OrderAction } from '../domain/allowed-actions.ts';
import { isCaptured } from '../domain/order.ts';
import { isOwner, type Viewer } from '../domain/order-access.ts';
import type { HistoryEntry } from '../domain/order-history.ts';
import type { OrderView } from '../queries/order-row.ts';

/**
 * An order as one viewer may see it. Where to pay it and its e-mail address are for its owner alone; what a person has to
 * look at, and which colleague did what, is for staff.
 */
export interface ShownOrder extends OrderView {
  /** Where its invoice is; null until it is paid. */
  readonly invoiceUrl: string | null;
  readonly allowedActions: readonly OrderAction[];
}

@Injectable()
export class ShowOrder {
  to(viewer: Viewer, order: OrderView): ShownOrder {
    const now = new Date();
    const isOwn = isOwner(order, viewer, now);
    return {
      ...order,
      email: isOwn ? order.email : null,
      attention: isOwn ? null : order.attention,
      history: isOwn ? order.history.flatMap(forOwner) : order.history,
      paymentUrl: isOwn ? order.paymentUrl : null,
      invoiceUrl: isCaptured(order) ? `/api/v1/orders/${order.id}/invoice` : null,
      allowedActions: allowedActions(order, viewer, now),
    };
  }
}

const FOR_STAFF: readonly HistoryEntry['event'][] = ['AttentionNeeded', 'AttentionCleared', 'CheckoutResumed'];

function forOwner(entry: HistoryEntry): HistoryEntry[] {
  if (FOR_STAFF.includes(entry.event)) return [];
  return [{ ...entry, attention: null, actor: { ...entry.actor, id: null } }];
}
