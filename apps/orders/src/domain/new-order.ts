import { type Money, toJson } from '@tovar/contracts';
import { begin } from '@tovar/platform/saga';
import { type CheckoutData, type CheckoutSaga, payWithinMsOf } from './checkout.saga.ts';
import type { GuestAccess, Order, OrderLine } from './order.ts';
import type { OrderEvent } from './order-events.ts';

/** All that is known when an order is accepted. */
export interface Acceptance {
  readonly id: string;
  readonly orderNumber: string;
  readonly paymentId: string;
  readonly cartId: string;
  readonly customerId: string | null;
  readonly guestAccess: GuestAccess | null;
  readonly email: string | null;
  readonly lines: readonly OrderLine[];
  readonly total: Money;
  readonly placedAt: Date;
}

export interface AcceptedOrder {
  readonly order: Order;
  readonly events: readonly OrderEvent[];
}

const MINUTE = 60_000;
/** Longer than the saga waits for the stock and for the payment to start. */
const RESERVED_FOR_MS = 10 * MINUTE;
/** Behind the last moment to pay: for a payment that is being captured. */
const HELD_LONGER_MS = 60 * MINUTE;

/** The order as it begins: accepted, not paid, its checkout asking for the stock. */
export function acceptOrder(saga: CheckoutSaga, acceptance: Acceptance): AcceptedOrder {
  const { lines, ...accepted } = acceptance;
  const turn = begin(saga, checkoutDataOf(acceptance, payWithinMsOf(saga)), acceptance.placedAt);
  const order: Order = {
    ...accepted,
    version: 1,
    paymentStatus: 'NOT_PAID',
    fulfillmentStatus: 'UNFULFILLED',
    returnStatus: 'NONE',
    isStockHeld: false,
    cancelReason: null,
    refunds: [],
    attention: null,
    checkout: turn.state,
  };
  return {
    order,
    events: [
      { type: 'OrderPlaced', lines },
      { type: 'CheckoutMoved', ...turn },
    ],
  };
}

function checkoutDataOf({ id, lines, placedAt, ...order }: Acceptance, payWithinMs: number): CheckoutData {
  const after = (ms: number): string => new Date(placedAt.getTime() + ms).toISOString();
  const { orderNumber, paymentId, customerId, total } = order;
  return {
    orderId: id,
    orderNumber,
    paymentId,
    customerId,
    amount: toJson(total),
    lines: lines.map(({ variantId, sku, name, quantity, unitPrice }) => {
      return { variantId, sku, name: name.en, quantity, unitPrice: toJson(unitPrice) };
    }),
    reserveUntil: after(RESERVED_FOR_MS),
    payUntil: after(payWithinMs),
    holdUntil: after(payWithinMs + HELD_LONGER_MS),
  };
}
