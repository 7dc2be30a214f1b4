import { canCancel } from './cancellation.ts';
import type { CheckoutSaga, CheckoutState, CheckoutStep } from './checkout.saga.ts';
import type { Order } from './order.ts';
import { isOwner, mayCancel, type Viewer } from './order-access.ts';

export const ORDER_ACTIONS = ['PAY', 'CANCEL'] as const;
/** What a caller may do to an order now. */
export type OrderAction = (typeof ORDER_ACTIONS)[number];

export function allowedActions(saga: CheckoutSaga, order: Order, viewer: Viewer, now: Date): OrderAction[] {
  const actions: OrderAction[] = [];
  if (isOwner(order, viewer, now) && paymentUrlOf(order)) actions.push('PAY');
  if (mayCancel(order, viewer, now) && canCancel(saga, order)) actions.push('CANCEL');
  return actions;
}

/** Where the customer pays, as long as the order waits for it. */
export function paymentUrlOf({ checkout }: { checkout: CheckoutState }): string | undefined {
  return isDoing(checkout, 'customer pays') ? checkout.data.redirectUrl : undefined;
}

/** True until it is known whether the customer can pay: stock or payment has not been answered for. */
export function isBeforePayment({ checkout }: { checkout: CheckoutState }): boolean {
  return isDoing(checkout, 'reserve stock') || isDoing(checkout, 'start payment');
}

function isDoing({ steps }: CheckoutState, step: CheckoutStep): boolean {
  return steps[step]?.phase === 'doing';
}
