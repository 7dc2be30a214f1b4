import { id, localized, moneyView, TAX_CATEGORIES } from '@tovar/contracts';
import { can, type Identity } from '@tovar/platform';
import { z } from 'zod';
import { ATTRIBUTE_KINDS } from '../domain/attribute.ts';
import { PRODUCT_STATUSES } from '../domain/moderation.ts';
import { optionsOf } from '../domain/product-options.ts';
import { priceIn, type PriceView, type ProductCard } from '../queries/product-card.ts';
import type { ProductDetail } from '../queries/product-details.ts';
import type { VariantView } from '../queries/variant-view.ts';
import { categoryView, toCategoryView } from './category.view.ts';
import { facetView } from './facet.view.ts';
import { type PriceType, toPriceType } from './price.view.ts';
import { isVariantVisible } from './visibility.ts';

const availability = z.enum(['IN_STOCK', 'LOW', 'OUT_OF_STOCK']);
const shownPrice = z.object({ money: moneyView, taxIncluded: z.boolean() });
const picture = z.object({
  id: z.string(),
  url: z.string().meta({ description: 'The large one; "/medium" and "/small" after it are smaller.' }),
  alt: localized,
});
const hex = z.string().optional();
const word = { code: z.string(), label: localized, value: z.string() };
const attribute = z.object({
  ...word,
  kind: z.enum(ATTRIBUTE_KINDS),
  text: localized.optional(),
  unit: localized.optional(),
  hex,
});
const option = z.object({ ...word, text: localized, hex });
const productOption = z.object({
  code: z.string(),
  label: localized,
  values: z.array(z.object({ value: z.string(), text: localized, hex })),
});

/** A product in a list; the price is the lowest one in the currency that was asked for. */
export const cardView = z.object({
  id,
  slug: z.string(),
  name: localized,
  brand: z.string(),
  category: categoryView,
  price: shownPrice.nullable(),
  picture: picture.nullable(),
  availability,
});
export type CardView = z.output<typeof cardView>;

export const cardPageView = z.object({
  items: z.array(cardView),
  nextCursor: z.string().nullable(),
  correctedText: z.string().optional().meta({ description: 'What a search looked for instead of what was typed.' }),
  totalCount: z
    .int()
    .optional()
    .meta({ description: 'How many products the whole list has, if facets were asked for.' }),
  facets: z.array(facetView).optional().meta({ description: 'How the list may be narrowed, if that was asked for.' }),
});
export type CardPageView = z.output<typeof cardPageView>;

const variantView = z.object({
  id,
  sku: z.string(),
  name: localized,
  options: z.array(option),
  weightGrams: z.int(),
  isEnabled: z.boolean(),
  prices: z.array(shownPrice),
  picture: picture.nullable(),
  availability,
  available: z.int().optional().meta({ description: 'For those who manage stock.' }),
});

/** A product on its own page. */
export const productView = cardView.omit({ price: true, picture: true }).extend({
  status: z.enum(PRODUCT_STATUSES),
  version: z.int(),
  createdAt: z.iso.datetime(),
  description: localized,
  breadcrumb: z.array(categoryView),
  type: z.object({ id, code: z.string(), name: localized }).nullable(),
  attributes: z.array(attribute),
  taxCategory: z.enum(TAX_CATEGORIES),
  options: z.array(productOption).meta({ description: 'What a customer chooses to get to a variant.' }),
  prices: z.array(shownPrice).meta({ description: 'The lowest price in each currency.' }),
  pictures: z.array(picture),
  variants: z.array(variantView),
});
export type FullProductView = z.output<typeof productView>;

export function toCardView(card: ProductCard, currency: string): CardView {
  const price = priceIn(card.prices, currency);
  return {
    id: card.id,
    slug: card.slug,
    name: card.name,
    brand: card.brand,
    category: toCategoryView(card.category),
    price: price && toPriceType(price),
    picture: card.picture,
    availability: card.availability,
  };
}

/** Whom a product is shown to, and in which currency; in all of them without one. */
export interface ProductReader {
  readonly identity?: Identity;
  readonly currency?: string;
}

export function toProductView(card: ProductCard, detail: ProductDetail, reader: ProductReader): FullProductView {
  const visible = detail.variants.filter(isVariantVisible);
  return {
    id: card.id,
    slug: card.slug,
    name: card.name,
    brand: card.brand,
    status: card.status,
    version: card.version,
    createdAt: card.createdAt.toISOString(),
    category: toCategoryView(card.category),
    description: detail.description,
    breadcrumb: detail.breadcrumb.map(toCategoryView),
    type: detail.type,
    attributes: [...detail.attributes],
    taxCategory: detail.taxCategory,
    options: optionsOf(visible.filter(({ isEnabled }) => isEnabled)),
    prices: toPrices(card.prices, reader),
    pictures: [...detail.pictures],
    availability: card.availability,
    variants: visible.map((variant) => toVariant(variant, reader)),
  };
}

function toVariant(variant: VariantView, reader: ProductReader): FullProductView['variants'][number] {
  const { id: variantId, sku, name, weightGrams, isEnabled, picture: shown, availability: level, available } = variant;
  const exact = can(reader.identity, 'stock:write:any') ? { available } : {};
  return {
    id: variantId,
    sku,
    name,
    options: [...variant.options],
    weightGrams,
    isEnabled,
    prices: toPrices(variant.prices, reader),
    picture: shown,
    availability: level,
    ...exact,
  };
}

function toPrices(prices: readonly PriceView[], { currency }: ProductReader): PriceType[] {
  return prices.filter(({ money }) => currency === undefined || money.currency === currency).map(toPriceType);
}
