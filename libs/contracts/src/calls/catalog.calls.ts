import { z } from 'zod';
import { id, localized } from '../events/identifiers.ts';
import { moneyJson } from '../money/index.ts';

/** What a product is for the taxman; the rate of each country belongs to it. */
export const TAX_CATEGORIES = ['STANDARD', 'REDUCED', 'ZERO'] as const;
export type TaxCategory = (typeof TAX_CATEGORIES)[number];

/**
 * `POST catalog /internal/quotes`: today's price and availability of variants, in one currency. At most 200 items, each
 * variant once. The quantity chooses the price where there are several by quantity.
 */
export const quoteRequest = z.object({
  items: z
    .array(z.object({ variantId: id, quantity: z.number().int().positive() }))
    .min(1)
    .max(200),
  currency: z.string().length(3),
});

/** One entry for each variant that exists; unknown ids are left out. */
export const variantQuote = z.object({
  variantId: id,
  productId: id,
  slug: z.string(),
  sku: z.string(),
  name: localized,
  /** Null when the variant has no price in the currency. */
  unitPrice: moneyJson.nullable(),
  /** Whether the price has tax in it; false when it comes on top. */
  isTaxIncluded: z.boolean(),
  taxCategory: z.enum(TAX_CATEGORIES),
  /** Every category above the product, the nearest first: what promotions are about. */
  categoryIds: z.array(id),
  weightGrams: z.number().int().nonnegative(),
  available: z.number().int(),
  /** False for a product that is not published, or a variant that is switched off. */
  isPurchasable: z.boolean(),
});
export const quoteAnswer = z.object({ quotes: z.array(variantQuote) });

/** `POST catalog /internal/product-names`: what products are called, published or not. At most 500, each once. */
export const productNamesRequest = z.object({ productIds: z.array(id).min(1).max(500) });

/** One entry for each product that exists; unknown ids are left out. */
export const namedProduct = z.object({
  productId: id,
  name: localized,
  /** Of its variants, in their order. */
  skus: z.array(z.string()),
});
export const productNamesAnswer = z.object({ products: z.array(namedProduct) });

export type ProductNamesRequest = z.output<typeof productNamesRequest>;
export type NamedProduct = z.output<typeof namedProduct>;
export type ProductNamesAnswer = z.output<typeof productNamesAnswer>;

export type QuoteRequest = z.output<typeof quoteRequest>;
export type VariantQuote = z.output<typeof variantQuote>;
export type QuoteAnswer = z.output<typeof quoteAnswer>;
