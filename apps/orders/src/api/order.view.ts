import { id, moment, moneyView, postalAddress, toView } from '@tovar/contracts';
import { z } from 'zod';
import { ORDER_ACTIONS } from '../domain/allowed-actions.ts';
import {
  CANCEL_REASONS,
  FULFILLMENT_STATUSES,
  ORDER_STATUSES,
  PAYMENT_STATUSES,
  RETURN_STATUSES,
} from '../domain/order.ts';
import { ACTOR_KINDS, HISTORY_EVENTS, type HistoryEntry } from '../domain/order-history.ts';
import type { OrderLine } from '../domain/placement.ts';
import { apiName } from './enum-of.ts';
import {
  deliveryView,
  discountView,
  promotionView,
  stepView,
  taxView,
  toDeliveryView,
  toDiscountView,
  toStepView,
  toTaxView,
} from './order-placement.view.ts';
import type { ShownOrder } from './shown-order.ts';

const statuses = {
  status: z.enum(ORDER_STATUSES),
  paymentStatus: z.enum(PAYMENT_STATUSES),
  fulfillmentStatus: z.enum(FULFILLMENT_STATUSES),
  returnStatus: z.enum(RETURN_STATUSES),
};

const lineView = z.object({
  variantId: id,
  productId: id,
  sku: z.string(),
  name: z.object({ en: z.string(), ru: z.string() }),
  quantity: z.int(),
  unitPrice: moneyView,
  discounts: z.array(discountView),
  tax: taxView,
  total: moneyView,
});

/** An order as REST answers it. */
export const orderView = z.object({
  id,
  orderNumber: z.string(),
  version: z.int(),
  createdAt: moment,
  changedAt: moment,
  ...statuses,
  cancelReason: z.enum(CANCEL_REASONS.map(apiName)).nullable(),
  lines: z.array(lineView),
  delivery: deliveryView.nullable(),
  billingAddress: postalAddress.nullable(),
  subtotal: moneyView,
  discountTotal: moneyView,
  taxTotal: moneyView,
  total: moneyView,
  refunded: moneyView,
  promotions: z.array(promotionView),
  trace: z.array(stepView),
  email: z.string().nullable(),
  paymentUrl: z.string().nullable(),
  invoiceUrl: z.string().nullable(),
  allowedActions: z.array(z.enum(ORDER_ACTIONS)),
  attention: z.string().nullable(),
});
export type OrderResource = z.output<typeof orderView>;

export const placedOrderView = z.object({ order: orderView, guestToken: z.string().optional() });
export type PlacedOrderResource = z.output<typeof placedOrderView>;

export const orderPageView = z.object({ items: z.array(orderView), nextCursor: z.string().nullable() });
export type OrderPageResource = z.output<typeof orderPageView>;

const entryView = z.object({
  event: z.enum(HISTORY_EVENTS.map(apiName)),
  at: moment,
  actor: z.enum(ACTOR_KINDS.map(apiName)),
  actorId: id.nullable(),
  reason: z.string().nullable(),
  ...statuses,
  version: z.int(),
});
export const historyView = z.object({ items: z.array(entryView) });
export type HistoryResource = z.output<typeof historyView>;

export function toOrderResource(order: ShownOrder): OrderResource {
  const { cancelReason } = order;
  return {
    id: order.id,
    orderNumber: order.orderNumber,
    version: order.version,
    createdAt: order.placedAt.toISOString(),
    changedAt: order.changedAt.toISOString(),
    status: order.status,
    paymentStatus: order.paymentStatus,
    fulfillmentStatus: order.fulfillmentStatus,
    returnStatus: order.returnStatus,
    cancelReason: cancelReason && apiName(cancelReason),
    email: order.email,
    paymentUrl: order.paymentUrl,
    invoiceUrl: order.invoiceUrl,
    lines: order.lines.map(toLineView),
    delivery: order.delivery && toDeliveryView(order.delivery),
    billingAddress: order.billingAddress,
    subtotal: toView(order.subtotal),
    discountTotal: toView(order.discountTotal),
    taxTotal: toView(order.taxTotal),
    total: toView(order.total),
    refunded: toView(order.refunded),
    promotions: order.promotions.map(({ promotionId, code }) => ({ promotionId, code })),
    trace: order.trace.map(toStepView),
    allowedActions: [...order.allowedActions],
    attention: order.attention,
  };
}

export function toHistoryResource({ history }: ShownOrder): HistoryResource {
  return { items: history.map(toEntryView) };
}

function toLineView({ unitPrice, discounts, tax, total, ...line }: OrderLine): z.output<typeof lineView> {
  const prices = { unitPrice: toView(unitPrice), total: toView(total) };
  return { ...line, ...prices, discounts: discounts.map(toDiscountView), tax: toTaxView(tax) };
}

function toEntryView({ event, at, actor, reason, version, ...entry }: HistoryEntry): z.output<typeof entryView> {
  const { status, paymentStatus, fulfillmentStatus, returnStatus } = entry;
  const behind = { status, paymentStatus, fulfillmentStatus, returnStatus };
  const who = { actor: apiName(actor.kind), actorId: actor.id };
  return { event: apiName(event), at: at.toISOString(), ...who, reason, ...behind, version };
}
