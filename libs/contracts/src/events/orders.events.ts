import { z } from 'zod';
import { moneyJson } from '../money/index.ts';
import { id, moment } from './identifiers.ts';

/** What was taken out of a cart: an order ends that, and leaves whatever else is in there. */
const orderedLines = z.array(z.object({ variantId: id, quantity: z.number().int().positive() }));

/** Told by orders; the subject is the order's id. */
export const orderEvents = {
  /**
   * Told at every change, beside the events below that say what it means: the read models are folded from it, and it is the
   * signal for live updates. There are no addresses in it, and nothing that a person wrote.
   */
  'order.changed.v1': z.object({
    orderId: id,
    /** 1 when the order is placed; grows by one with each change. */
    version: z.number().int().positive(),
    at: moment,
    /** How the order is now. */
    order: z.object({
      status: z.string(),
      paymentStatus: z.string(),
      fulfillmentStatus: z.string(),
      returnStatus: z.string(),
      cancelReason: z.string().nullable(),
      attention: z.string().nullable(),
      /** In minor units of the order's currency, all refunds together. */
      refundedMinor: z.string(),
      /** Where its owner pays; null when there is nothing to pay now. */
      paymentUrl: z.string().nullable(),
      isCancellable: z.boolean(),
      /** Why others were faster: what there was too little of, or what became of a promotion. */
      shortages: z.array(z.object({ variantId: id, requested: z.number().int(), available: z.number().int() })),
      rejectedPromotion: z.string().nullable(),
    }),
  }),
  'order.placed.v1': z.object({
    orderId: id,
    orderNumber: z.string(),
    cartId: id,
    customerId: id.nullable(),
    total: moneyJson,
    lines: z.array(
      z.object({
        variantId: id,
        productId: id,
        /** Every category above the product, the nearest first. */
        categoryIds: z.array(id).nullish(),
        quantity: z.number().int().positive(),
        total: moneyJson,
      }),
    ),
  }),
  /** The customer can pay now. */
  'order.payment-started.v1': z.object({
    orderId: id,
    paymentId: id,
    /** The cart that became the order, and whose it was. */
    cartId: id.nullish(),
    customerId: id.nullish(),
    lines: orderedLines,
  }),
  'order.paid.v1': z.object({
    orderId: id,
    orderNumber: z.string(),
    /** The cart that became the order: one that costs nothing is paid without a payment. */
    cartId: id.nullish(),
    customerId: id.nullable(),
    lines: orderedLines,
    total: moneyJson,
  }),
  'order.cancelled.v1': z.object({
    orderId: id,
    orderNumber: z.string(),
    customerId: id.nullable(),
    reason: z.enum([
      'out-of-stock',
      'promotion-rejected',
      'payment-failed',
      'payment-declined',
      'expired',
      'cancelled-by-customer',
      'cancelled-by-staff',
    ]),
  }),
  /** Money went back to the buyer: all of it, or the part that is told. */
  'order.refunded.v1': z.object({ orderId: id, orderNumber: z.string(), customerId: id.nullable(), amount: moneyJson }),
} as const;
