import { isZero } from '@tovar/contracts';
import { advance, canAbort, leave } from '@tovar/platform/saga';
import type { CheckoutSaga } from './checkout.saga.ts';
import { type CancelReason, hasMoney, type Order } from './order.ts';
import { OrderNotCancellable, PaymentInProgress } from './order.errors.ts';
import type { OrderEvent } from './order-events.ts';

/** Why an order is given up, and by whose wish. */
export interface Cancellation {
  readonly reason: Extract<CancelReason, 'cancelled-by-customer' | 'cancelled-by-staff'>;
  /** In the words of whoever cancels. */
  readonly note?: string;
}

/**
 * Before the money is taken the saga goes back; afterwards it ends, and stock and money are returned by requests of their own.
 * Cancelling twice is fine. Throws `OrderNotCancellable` for what is being shipped or has been, and `PaymentInProgress` while nobody
 * knows whether the money has been taken: what is in doubt is never undone blindly.
 */
export function cancel(saga: CheckoutSaga, order: Order, { reason, note }: Cancellation, now: Date): OrderEvent[] {
  if (order.cancelReason) return [];
  if (isOnItsWay(order)) throw new OrderNotCancellable(order.id, order.fulfillmentStatus);
  const cancelled = { type: 'OrderCancelled', reason, note } as const;
  if (hasMoney(order)) {
    const given = [...promotionsOf(order), { type: 'StockReleaseRequested' } as const, ...refundOf(order)];
    return [cancelled, ...leaveCheckout(saga, order, now), ...given];
  }
  if (!canAbort(saga, order.checkout)) throw new PaymentInProgress(order.id);
  const turn = advance(saga, order.checkout, { type: 'order.cancel-requested' }, now);
  return [cancelled, { type: 'CheckoutMoved', ...turn }];
}

/** Whether `cancel` would do it now. */
export function canCancel(saga: CheckoutSaga, order: Order): boolean {
  if (order.cancelReason || isOnItsWay(order)) return false;
  return hasMoney(order) || canAbort(saga, order.checkout);
}

/** A parcel that somebody has begun to send cannot be called back. */
function isOnItsWay({ fulfillmentStatus, isClearedForShipping }: Order): boolean {
  return isClearedForShipping || fulfillmentStatus !== 'UNFULFILLED';
}

/** Stock that is being allocated, or a parcel that is being booked, is of no concern any more. */
function leaveCheckout(saga: CheckoutSaga, { checkout }: Order, now: Date): OrderEvent[] {
  const turn = leave(saga, checkout, now);
  return turn.state === checkout ? [] : [{ type: 'CheckoutMoved', ...turn }];
}

/** What was counted for the order counts no more. */
function promotionsOf({ checkout }: Order): OrderEvent[] {
  return checkout.data.limitedPromotions.length > 0 ? [{ type: 'PromotionReleaseRequested' }] : [];
}

function refundOf({ paymentStatus, total }: Order): OrderEvent[] {
  return paymentStatus === 'REFUNDED' || isZero(total)
    ? []
    : [{ type: 'RefundRequested', reason: 'The order was cancelled.' }];
}
