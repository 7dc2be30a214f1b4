import { z } from 'zod';
import { id } from '../events/identifiers.ts';

/** `POST catalog /internal/known-products`: whether customers see these products. At most 100. */
export const knownProductsRequest = z.object({ productIds: z.array(id).min(1).max(100) });

/** One entry for each product that exists; unknown ids are left out. */
export const knownProductsAnswer = z.object({
  products: z.array(z.object({ productId: id, version: z.int(), isPublished: z.boolean() })),
});

export type KnownProductsRequest = z.output<typeof knownProductsRequest>;
export type KnownProductsAnswer = z.output<typeof knownProductsAnswer>;
export type KnownProduct = KnownProductsAnswer['products'][number];
