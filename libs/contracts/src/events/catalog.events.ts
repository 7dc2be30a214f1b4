import { z } from 'zod';
import { id, moment } from './identifiers.ts';

const stockLine = z.object({ variantId: id, quantity: z.number().int().positive() });

/** Told by catalog about products; the subject is the product's id. */
export const productEvents = {
  'product.created.v1': z.object({ productId: id, categoryId: id, version: z.number().int() }),
  'product.changed.v1': z.object({ productId: id, categoryId: id, version: z.number().int() }),
  /** `available` crossed a mark that lists show: in stock or not. */
  'product.availability-changed.v1': z.object({ productId: id, variantId: id, isInStock: z.boolean() }),
} as const;

/** What orders asks of catalog's stock, and its answers; the subject is the order's id. */
export const stockEvents = {
  /** Hold all lines until `expiresAt`, or none. */
  'stock.requested.v1': z.object({ orderId: id, lines: z.array(stockLine).min(1), expiresAt: moment }),
  'stock.reserved.v1': z.object({ orderId: id }),
  'stock.rejected.v1': z.object({
    orderId: id,
    shortages: z.array(z.object({ variantId: id, requested: z.number().int(), available: z.number().int() })),
  }),
  /** Keep the reservation longer, because the payment has started. */
  'stock.extend-requested.v1': z.object({ orderId: id, expiresAt: moment }),
  /** Give back what is held for the order, if anything is. */
  'stock.release-requested.v1': z.object({ orderId: id }),
  'stock.released.v1': z.object({ orderId: id }),
  /** The order is paid: turn its reservation into an allocation. */
  'stock.allocate-requested.v1': z.object({ orderId: id }),
  'stock.allocated.v1': z.object({ orderId: id }),
} as const;
