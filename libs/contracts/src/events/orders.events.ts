import { z } from 'zod';
import { moneyJson } from '../money/index.ts';
import { id } from './identifiers.ts';

/** Told by orders; the subject is the order's id. Each is also the signal for live updates. */
export const orderEvents = {
  'order.placed.v1': z.object({
    orderId: id,
    orderNumber: z.string(),
    cartId: id,
    customerId: id.nullable(),
    total: moneyJson,
    lines: z.array(z.object({ variantId: id, productId: id, quantity: z.number().int().positive(), total: moneyJson })),
  }),
  /** The customer can pay now. */
  'order.payment-started.v1': z.object({
    orderId: id,
    paymentId: id,
    /** The cart that became the order, and whose it was. */
    cartId: id.nullish(),
    customerId: id.nullish(),
  }),
  'order.paid.v1': z.object({ orderId: id, orderNumber: z.string(), customerId: id.nullable(), total: moneyJson }),
  'order.cancelled.v1': z.object({
    orderId: id,
    orderNumber: z.string(),
    customerId: id.nullable(),
    reason: z.enum([
      'out-of-stock',
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
