import { type MessageData, sum } from '@tovar/contracts';
import { paymentUrlOf } from './allowed-actions.ts';
import { canCancel } from './cancellation.ts';
import type { CheckoutSaga } from './checkout.saga.ts';
import { type Order, statusOf } from './order.ts';

export type OrderChanged = MessageData<'order.changed.v1'>;

/** What the read models are folded from: the order as it is behind a change. */
export function changeOf(saga: CheckoutSaga, order: Order, at: Date): OrderChanged {
  const { shortages = [], rejectedPromotion = null } = order.checkout.data;
  return {
    orderId: order.id,
    version: order.version,
    at: at.toISOString(),
    order: {
      ...statusesOf(order),
      cancelReason: order.cancelReason,
      attention: order.attention,
      refundedMinor: refundedOf(order).toString(),
      paymentUrl: paymentUrlOf(order) ?? null,
      isCancellable: canCancel(saga, order),
      shortages,
      rejectedPromotion,
    },
  };
}

type Statuses = Pick<OrderChanged['order'], 'status' | 'paymentStatus' | 'fulfillmentStatus' | 'returnStatus'>;

function statusesOf(order: Order): Statuses {
  const { paymentStatus, fulfillmentStatus, returnStatus } = order;
  return { status: statusOf(order), paymentStatus, fulfillmentStatus, returnStatus };
}

/** All refunds together, in minor units. */
export function refundedOf({ refunds, total }: Order): bigint {
  return sum(
    total.currency,
    refunds.map(({ amount }) => amount),
  ).amount;
}
