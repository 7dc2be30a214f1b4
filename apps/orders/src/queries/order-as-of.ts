import type { OrderView } from './order-row.ts';

/**
 * The order as it was at a moment, with the history up to then; undefined before it was placed. Nothing can be done to the
 * past, so nothing is allowed and nothing to be paid.
 */
export function orderAsOf(order: OrderView, at: Date): OrderView | undefined {
  const history = order.history.filter((entry) => entry.at <= at);
  const last = history.at(-1);
  if (!last) return undefined;
  const { version, status, paymentStatus, fulfillmentStatus, returnStatus, cancelReason, refunded, attention } = last;
  return {
    ...order,
    history,
    changedAt: last.at,
    version,
    status,
    paymentStatus,
    fulfillmentStatus,
    returnStatus,
    cancelReason,
    refunded,
    attention,
    paymentUrl: null,
    isCancellable: false,
  };
}
