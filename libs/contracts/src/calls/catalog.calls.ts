import { z } from 'zod';
import { id, localized } from '../events/identifiers.ts';
import { moneyJson } from '../money/index.ts';

/** `POST catalog /internal/quotes`: today's price and availability of variants, in one currency. At most 200 ids. */
export const quoteRequest = z.object({ variantIds: z.array(id).min(1).max(200), currency: z.string().length(3) });

/** One entry for each variant that exists; unknown ids are left out. */
export const variantQuote = z.object({
  variantId: id,
  productId: id,
  slug: z.string(),
  sku: z.string(),
  name: localized,
  /** Null when the variant has no price in the currency. */
  unitPrice: moneyJson.nullable(),
  available: z.number().int(),
  /** False for a product that is not published, or a variant that is switched off. */
  isPurchasable: z.boolean(),
});
export const quoteAnswer = z.object({ quotes: z.array(variantQuote) });

export type QuoteRequest = z.output<typeof quoteRequest>;
export type VariantQuote = z.output<typeof variantQuote>;
export type QuoteAnswer = z.output<typeof quoteAnswer>;
