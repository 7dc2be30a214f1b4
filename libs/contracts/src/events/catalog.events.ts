import { z } from 'zod';
import { moneyJson } from '../money/index.ts';
import { id, moment } from './identifiers.ts';

const stockLine = z.object({ variantId: id, quantity: z.number().int().positive() });

/** What happened to a product, in a word. */
export const PRODUCT_CHANGES = [
  'CREATED',
  'EDITED',
  /** A price is another one than before. */
  'PRICED',
  'PROPOSED',
  /** A proposal was taken back or turned down. */
  'RETURNED',
  'PUBLISHED',
  'UNPUBLISHED',
  'ARCHIVED',
  'RESTORED',
] as const;
export type ProductChange = (typeof PRODUCT_CHANGES)[number];

/** Told by catalog about products; the subject is the product's id. */
export const productEvents = {
  'product.changed.v1': z.object({
    productId: id,
    slug: z.string(),
    version: z.number().int(),
    /** Every category above it, also those that it has just left. */
    categoryIds: z.array(id),
    variantIds: z.array(id),
    /** Whether customers see it now. */
    isPublished: z.boolean(),
    change: z.enum(PRODUCT_CHANGES),
  }),
  /** A published product costs more or less than before, whether somebody changed it or a scheduled price began or ended. */
  'product.repriced.v1': z.object({
    productId: id,
    prices: z.array(z.object({ variantId: id, before: moneyJson, after: moneyJson })).min(1),
  }),
  /** `available` crossed a mark that lists show: in stock or not. */
  'product.availability-changed.v1': z.object({ productId: id, variantId: id, isInStock: z.boolean() }),
  /** Lists filter, sort and count by the product's new rating from now on. */
  'product.rating-listed.v1': z.object({ productId: id }),
} as const;

/** Told by catalog about the tree of categories; the subject is the id of the category that was changed. */
export const categoryEvents = {
  /** The category and all above it, before and after. What is shown of any of them may be another now. */
  'category.changed.v1': z.object({ categoryIds: z.array(id) }),
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
