import { type Money, sum } from '@tovar/contracts';
import type { SagaEffect } from '@tovar/platform/saga';
import type { Checkout, CheckoutState } from './checkout.saga.ts';
import { type CancelReason, hasMoney, type Order, type PaymentStatus, type Refund } from './order.ts';
import type { Placement } from './placement.ts';

/** What decisions decide. Each but `CheckoutMoved` becomes an entry of the order's history. */
export type OrderEvent =
  | { readonly type: 'OrderPlaced'; readonly placement: Placement }
  /** The saga's next state, and what it sends. */
  | { readonly type: 'CheckoutMoved'; readonly state: CheckoutState; readonly send: readonly SagaEffect<Checkout>[] }
  | { readonly type: 'PromotionsRedeemed' | 'PromotionsReleased' | 'StockHeld' | 'StockReleased' }
  | { readonly type: 'PaymentStarted' | 'PaymentCancelled' | 'PaymentCaptured' }
  /** Less money came than was asked for. */
  | { readonly type: 'PaymentFellShort'; readonly amount: Money }
  /** Paid, and the stock is the order's own. */
  | { readonly type: 'OrderConfirmed' }
  | { readonly type: 'OrderCancelled'; readonly reason: CancelReason; readonly note?: string }
  /** Stock is given back, and money, for an order whose checkout was over. */
  | { readonly type: 'StockReleaseRequested' | 'PromotionReleaseRequested' }
  | { readonly type: 'RefundRequested'; readonly reason: string }
  | ({ readonly type: 'OrderRefunded' } & Refund)
  /** Shipping may send it; from now on it cannot be cancelled. */
  | { readonly type: 'ShippingCleared' }
  /** What shipping says of parcels, and of goods that come back. */
  | ({ readonly type: 'ParcelShipped' | 'ParcelDelivered' | 'ReturnMoved'; readonly reason: string } & Fulfillment)
  | ({ readonly type: 'ParcelFailed'; readonly reason: string } & Fulfillment)
  /** A person must look at it. */
  | { readonly type: 'AttentionNeeded'; readonly reason: string }
  /** A person has looked at it, and says what came of it. */
  | { readonly type: 'AttentionCleared'; readonly reason: string }
  /** A person has told a checkout that was stuck to ask again. */
  | { readonly type: 'CheckoutResumed'; readonly reason: string };

/** How far the sending has got, in shipping's words. */
export type Fulfillment = Pick<Order, 'fulfillmentStatus' | 'returnStatus' | 'fulfillmentRevision'>;

/** The order after an event. */
export function evolve(order: Order, event: OrderEvent): Order {
  return { ...order, ...changeBy(order, event) };
}

function changeBy(order: Order, event: OrderEvent): Partial<Order> {
  switch (event.type) {
    case 'CheckoutMoved':
      return { checkout: event.state, attention: isOver(event.state) ? null : order.attention };
    case 'StockHeld':
      return { isStockHeld: true };
    case 'StockReleased':
      return { isStockHeld: false };
    case 'PaymentStarted':
      return { paymentStatus: 'PENDING' };
    case 'PaymentFellShort':
      return { paymentStatus: 'PARTIALLY_PAID' };
    case 'PaymentCaptured':
      return { paymentStatus: 'PAID' };
    case 'OrderCancelled':
      return { cancelReason: event.reason, paymentStatus: paymentStatusOfCancelled(order, event.reason) };
    case 'OrderRefunded':
      return refundsWith(order, event);
    case 'ShippingCleared':
      return { isClearedForShipping: true };
    case 'ParcelShipped':
    case 'ParcelDelivered':
    case 'ParcelFailed':
    case 'ReturnMoved':
      return fulfillmentOf(event);
    case 'AttentionNeeded':
      return { attention: event.reason };
    case 'AttentionCleared':
      return { attention: null };
    case 'CheckoutResumed':
    case 'PromotionsRedeemed':
    case 'PromotionsReleased':
    case 'PromotionReleaseRequested':
    case 'OrderPlaced':
    case 'OrderConfirmed':
    case 'PaymentCancelled':
    case 'StockReleaseRequested':
    case 'RefundRequested':
      break;
  }
  return {};
}

function fulfillmentOf({ fulfillmentStatus, returnStatus, fulfillmentRevision }: Fulfillment): Fulfillment {
  return { fulfillmentStatus, returnStatus, fulfillmentRevision };
}

function isOver({ status }: CheckoutState): boolean {
  return status === 'completed' || status === 'compensated';
}

function paymentStatusOfCancelled(order: Order, reason: CancelReason): PaymentStatus {
  if (hasMoney(order)) return order.paymentStatus;
  return reason === 'payment-declined' || reason === 'payment-failed' ? 'FAILED' : 'NOT_PAID';
}

function refundsWith(order: Order, { refundId, amount }: Refund): Partial<Order> {
  const refunds = [...order.refunds, { refundId, amount }];
  const returned = sum(
    order.total.currency,
    refunds.map((refund) => refund.amount),
  );
  return {
    refunds,
    paymentStatus: returned.amount >= order.total.amount ? 'REFUNDED' : 'PARTIALLY_REFUNDED',
  };
}
