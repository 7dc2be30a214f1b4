import { z } from 'zod';
import { moneyJson } from '../money/index.ts';
import { id, localized, moment } from './identifiers.ts';

/** How much of an order has left, and how much has arrived. */
export const FULFILLMENT_STATUSES = [
  'UNFULFILLED',
  'PARTIALLY_SHIPPED',
  'SHIPPED',
  'PARTIALLY_DELIVERED',
  'DELIVERED',
] as const;
export type FulfillmentStatus = (typeof FULFILLMENT_STATUSES)[number];

/** How much of an order has come back, or is asked to. */
export const RETURN_STATUSES = ['NONE', 'REQUESTED', 'PARTIALLY_RETURNED', 'RETURNED'] as const;
export type ReturnStatus = (typeof RETURN_STATUSES)[number];

const ofOrder = { orderId: id, orderNumber: z.string(), customerId: id.nullable() };

/** How the whole order stands behind the event. `revision` grows with each; an older one says nothing new. */
const fulfillment = z.object({
  revision: z.number().int().positive(),
  fulfillmentStatus: z.enum(FULFILLMENT_STATUSES),
  returnStatus: z.enum(RETURN_STATUSES),
});

const parcel = {
  ...ofOrder,
  shipmentId: id,
  lines: z.array(z.object({ variantId: id, quantity: z.number().int().positive() })).min(1),
  carrier: z.string(),
  trackingNumber: z.string().nullable(),
  at: moment,
  fulfillment,
};

/** What orders asks of shipping, its answer, and what becomes of parcels; the subject is the order's id unless it is said. */
export const shipmentEvents = {
  /** The order is paid and its stock allocated: get ready what has to be sent. No address: shipping asks when it needs one. */
  'shipment.requested.v1': z.object({
    ...ofOrder,
    /** What opens a guest's order: the SHA-256 of its token; null for a customer's. */
    guestAccess: z.object({ tokenHash: z.string(), expiresAt: moment }).nullable(),
    currency: z.string().length(3),
    method: z.object({
      methodId: id,
      code: z.string(),
      name: localized,
      carrier: z.string(),
      /** Working days. */
      estimate: z.object({ minDays: z.number().int().nonnegative(), maxDays: z.number().int().nonnegative() }),
    }),
    lines: z
      .array(
        z.object({
          variantId: id,
          productId: id,
          sku: z.string(),
          name: localized,
          quantity: z.number().int().positive(),
          /** What the line costs in all: what comes back of it is refunded out of this. */
          total: moneyJson,
        }),
      )
      .min(1),
  }),
  /** A parcel is waiting to be packed. */
  'shipment.booked.v1': z.object({ orderId: id, shipmentId: id }),
  'shipment.shipped.v1': z.object(parcel),
  'shipment.delivered.v1': z.object(parcel),
  /** It did not arrive and will not: a person decides what the buyer gets. */
  'shipment.failed.v1': z.object({ ...parcel, reason: z.string() }),
  /** It was never sent; what was in it can be sent in another one. */
  'shipment.cancelled.v1': z.object({ ...ofOrder, shipmentId: id, reason: z.string() }),
  /** Told at every change, the signal for live updates. Subject: the shipment's id. */
  'shipment.changed.v1': z.object({ orderId: id, shipmentId: id, version: z.number().int().positive() }),
} as const;

const giveBack = { ...ofOrder, returnId: id, at: moment, fulfillment };

/** Told by shipping about goods that come back; the subject is the order's id. */
export const returnEvents = {
  'return.requested.v1': z.object(giveBack),
  'return.approved.v1': z.object(giveBack),
  'return.rejected.v1': z.object({ ...giveBack, reason: z.string() }),
  'return.cancelled.v1': z.object(giveBack),
  /** The goods are here: `restocked` can be sold again, `damaged` cannot. */
  'return.received.v1': z.object({
    ...giveBack,
    lines: z
      .array(
        z.object({
          variantId: id,
          restocked: z.number().int().nonnegative(),
          damaged: z.number().int().nonnegative(),
        }),
      )
      .min(1),
  }),
  /** The money for them is on its way to the buyer; nothing when they had cost nothing. */
  'return.refunded.v1': z.object({ ...giveBack, amount: moneyJson }),
  'return.closed.v1': z.object(giveBack),
} as const;
