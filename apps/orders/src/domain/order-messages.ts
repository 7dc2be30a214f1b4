import { type MessageData, type ShopEvent, toJson } from '@tovar/contracts';
import type { Order } from './order.ts';
import type { OrderEvent } from './order-events.ts';
import type { Actor } from './order-history.ts';
import type { OrderLine } from './placement.ts';

/** What the other services are told of an event that somebody brought about; some concern nobody else. */
export function messagesOf(order: Order, event: OrderEvent, by: Actor): ShopEvent[] {
  const { id: subject, orderNumber, cartId, customerId, paymentId } = order;
  const named = { orderId: subject, orderNumber, customerId };
  const ordered = { cartId, customerId, lines: [...order.checkout.data.lines] };
  switch (event.type) {
    case 'OrderPlaced':
      return [{ type: 'order.placed.v1', subject, data: placed(order, event.placement.lines) }];
    case 'CheckoutMoved':
      return event.send.flatMap((effect) => (effect.kind === 'message' ? [{ ...effect.message, subject }] : []));
    case 'PaymentStarted':
      return [{ type: 'order.payment-started.v1', subject, data: { orderId: subject, paymentId, ...ordered } }];
    case 'OrderConfirmed':
      return [{ type: 'order.paid.v1', subject, data: { ...named, ...ordered, total: toJson(order.total) } }];
    case 'OrderCancelled':
      return [{ type: 'order.cancelled.v1', subject, data: { ...named, reason: event.reason } }];
    case 'StockReleaseRequested':
      return [{ type: 'stock.release-requested.v1', subject, data: { orderId: subject } }];
    case 'PromotionReleaseRequested':
      return [{ type: 'promotion.release-requested.v1', subject, data: { orderId: subject } }];
    case 'RefundRequested':
      return [
        {
          type: 'payment.refund-requested.v1',
          subject,
          data: { orderId: subject, paymentId, reason: event.reason, by },
        },
      ];
    case 'OrderRefunded':
      return [{ type: 'order.refunded.v1', subject, data: { ...named, amount: toJson(event.amount) } }];
    case 'PromotionsRedeemed':
    case 'PromotionsReleased':
    case 'StockHeld':
    case 'StockReleased':
    case 'PaymentCancelled':
    case 'PaymentCaptured':
    case 'PaymentFellShort':
    case 'ShippingCleared':
    case 'ParcelShipped':
    case 'ParcelDelivered':
    case 'ParcelFailed':
    case 'ReturnMoved':
    case 'AttentionNeeded':
    case 'AttentionCleared':
    case 'CheckoutResumed':
      break;
  }
  return [];
}

function placed(order: Order, lines: readonly OrderLine[]): MessageData<'order.placed.v1'> {
  const { id: orderId, orderNumber, cartId, customerId, total } = order;
  const bought = lines.map((line) => {
    const { variantId, productId, categoryIds, quantity } = line;
    return { variantId, productId, categoryIds: categoryIds && [...categoryIds], quantity, total: toJson(line.total) };
  });
  return { orderId, orderNumber, cartId, customerId, total: toJson(total), lines: bought };
}
