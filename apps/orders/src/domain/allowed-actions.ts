import type { CheckoutState, CheckoutStep } from './checkout.saga.ts';
import { isOwner, mayCancel, type Owned, type Viewer } from './order-access.ts';

export const ORDER_ACTIONS = ['PAY', 'CANCEL'] as const;
/** What a caller may do to an order now. */
export type OrderAction = (typeof ORDER_ACTIONS)[number];

/** What decides on it besides the caller. */
export interface Actionable extends Owned {
  readonly paymentUrl: string | null;
  readonly isCancellable: boolean;
}

export function allowedActions(order: Actionable, viewer: Viewer, now: Date): OrderAction[] {
  const actions: OrderAction[] = [];
  if (isOwner(order, viewer, now) && order.paymentUrl) actions.push('PAY');
  if (mayCancel(order, viewer, now) && order.isCancellable) actions.push('CANCEL');
  return actions;
}

/** Where the customer pays, as long as the order waits for it. */
export function paymentUrlOf({ checkout }: { checkout: CheckoutState }): string | undefined {
  const isWaiting = checkout.steps['customer pays' satisfies CheckoutStep]?.phase === 'doing';
  return isWaiting ? checkout.data.redirectUrl : undefined;
}
