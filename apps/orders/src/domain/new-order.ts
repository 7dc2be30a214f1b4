import { createHash } from 'node:crypto';
import { toJson } from '@tovar/contracts';
import { begin } from '@tovar/platform/saga';
import { type CheckoutData, type CheckoutSaga, payWithinMsOf } from './checkout.saga.ts';
import type { GuestAccess, Order } from './order.ts';
import type { OrderEvent } from './order-events.ts';
import { paymentPartsOf } from './payment-parts.ts';
import type { Placement } from './placement.ts';

/** All that is known when an order is accepted. */
export interface Acceptance {
  readonly id: string;
  readonly orderNumber: string;
  readonly paymentId: string;
  readonly cartId: string;
  readonly customerId: string | null;
  readonly guestAccess: GuestAccess | null;
  readonly email: string | null;
  readonly placement: Placement;
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
  const { placement, ...accepted } = acceptance;
  const turn = begin(saga, checkoutDataOf(acceptance, payWithinMsOf(saga)), acceptance.placedAt);
  const order: Order = {
    ...accepted,
    total: placement.total,
    version: 1,
    paymentStatus: 'NOT_PAID',
    fulfillmentStatus: 'UNFULFILLED',
    returnStatus: 'NONE',
    fulfillmentRevision: 0,
    isClearedForShipping: false,
    isStockHeld: false,
    cancelReason: null,
    refunds: [],
    attention: null,
    checkout: turn.state,
  };
  return {
    order,
    events: [
      { type: 'OrderPlaced', placement },
      { type: 'CheckoutMoved', ...turn },
    ],
  };
}

function checkoutDataOf(
  { id, placement, placedAt, email, guestAccess, ...order }: Acceptance,
  payWithinMs: number,
): CheckoutData {
  const after = (ms: number): string => new Date(placedAt.getTime() + ms).toISOString();
  const { orderNumber, paymentId, customerId } = order;
  return {
    orderId: id,
    orderNumber,
    paymentId,
    customerId,
    emailHash: email && hashOfAddress(email),
    limitedPromotions: placement.promotions.flatMap(({ isLimited, ...promotion }) => (isLimited ? [promotion] : [])),
    provider: placement.paymentProvider,
    amount: toJson(placement.total),
    ...paymentPartsOf(placement),
    lines: placement.lines.map(({ variantId, quantity }) => ({ variantId, quantity })),
    shipment: shipmentOf(placement, guestAccess),
    reserveUntil: after(RESERVED_FOR_MS),
    payUntil: after(payWithinMs),
    holdUntil: after(payWithinMs + HELD_LONGER_MS),
  };
}

/** What shipping has to know, without the address; null when nothing has to be delivered. */
function shipmentOf({ delivery, lines, total }: Placement, guestAccess: GuestAccess | null): CheckoutData['shipment'] {
  if (!delivery) return null;
  const { methodId, code, name, carrier, estimate } = delivery;
  return {
    guestAccess: guestAccess && { ...guestAccess, expiresAt: guestAccess.expiresAt.toISOString() },
    currency: total.currency,
    method: { methodId, code, name, carrier, estimate },
    lines: lines.map(({ variantId, productId, sku, name: what, quantity, total: cost }) => {
      return { variantId, productId, sku, name: what, quantity, total: toJson(cost) };
    }),
  };
}

/** The same for the same mailbox, however its owner writes it. */
function hashOfAddress(email: string): string {
  return createHash('sha256').update(email.trim().toLowerCase()).digest('base64url');
}
