import { currencyCode, formatDecimal, money } from '@tovar/contracts';
import type { LocalizedText } from '../domain/localized-text.ts';
import type { CategoryNode } from './category-tree.ts';
import type { PriceBucket } from './price-buckets.ts';

/** What facets there are; an attribute's is called by its kind. */
export const FACET_KINDS = ['CATEGORY', 'BRAND', 'PRICE', 'RATING', 'IN_STOCK', 'CHOICE', 'COLOUR', 'BOOLEAN'] as const;
export type FacetKind = (typeof FACET_KINDS)[number];

/** A way to narrow a list: what there is to pick, and how many products each would leave. */
export interface Facet {
  readonly kind: FacetKind;
  /** Of an attribute or option; the others have fixed ones. */
  readonly code: string;
  readonly label: LocalizedText;
  readonly values: readonly FacetValue[];
}

export interface FacetValue {
  /** What a filter names: a category's slug, a brand, a stable word, so many stars; of a range of prices its bounds. */
  readonly value: string;
  readonly text: LocalizedText;
  readonly hex: string | null;
  /** Under all conditions but those of this facet itself. */
  readonly count: number;
  readonly isSelected: boolean;
  /** Of a range of prices: in minor units, bounds included; the highest is open above. */
  readonly min: string | null;
  readonly max: string | null;
}

/** What is asked of prices; bounds included. */
export interface PriceRange {
  readonly min: number;
  readonly max: number;
}

/** More than any price. */
export const HIGHEST = Number.MAX_SAFE_INTEGER;

export const MOST_FACETS = 24;
export const MOST_VALUES = 50;
export const STARS = [4, 3, 2, 1];
export const LABELS = {
  CATEGORY: { en: 'Category', ru: 'Категория' },
  BRAND: { en: 'Brand', ru: 'Бренд' },
  PRICE: { en: 'Price', ru: 'Цена' },
  RATING: { en: 'Rating', ru: 'Оценка' },
  IN_STOCK: { en: 'In stock', ru: 'В наличии' },
};
/** What a value has that is neither a colour nor a range. */
export const PLAIN = { hex: null, min: null, max: null };

/** Those that everything has before those of attributes, the commonest attribute first. What is selected is never cut off. */
export function offered(always: readonly Facet[], attributes: readonly Facet[]): Facet[] {
  return [...always, ...attributes]
    .filter(({ values }) => values.length > 0)
    .filter(({ values }, place) => place < MOST_FACETS || values.some(({ isSelected }) => isSelected));
}

interface ListedCategory {
  /** What is listed; undefined for the whole shop. */
  readonly category?: CategoryNode;
  readonly picked: readonly CategoryNode[];
}

/** The categories right below the one that is listed, and whatever else is picked; in the order of the menu. */
export function categoryFacet(
  { category, picked }: ListedCategory,
  all: Iterable<CategoryNode>,
  countBelow: (node: CategoryNode) => number,
): Facet {
  const below = category?.children ?? [...all].filter(({ parent }) => parent === null);
  const pickedIds = new Set(picked.map(({ id }) => id));
  const shown = new Map([...below, ...picked].map((node) => [node.id, node]));
  const values = [...shown.values()].map((node) => ({
    ...PLAIN,
    value: node.slug,
    text: node.name,
    count: countBelow(node),
    isSelected: pickedIds.has(node.id),
  }));
  return { kind: 'CATEGORY', code: 'category', label: LABELS.CATEGORY, values: values.filter(isOffered) };
}

export function priceFacet(
  buckets: readonly PriceBucket[],
  { currency, price }: { readonly currency: string; readonly price?: PriceRange },
): Facet {
  const values = buckets.map((bucket) => ({
    ...PLAIN,
    value: `${bucket.min}..${bucket.max ?? ''}`,
    text: rangeText(bucket, currency),
    count: bucket.count,
    isSelected: price?.min === bucket.min && price.max === (bucket.max ?? HIGHEST),
    min: `${bucket.min}`,
    max: bucket.max === undefined ? null : `${bucket.max}`,
  }));
  return { kind: 'PRICE', code: 'price', label: LABELS.PRICE, values };
}

function rangeText({ min, max }: PriceBucket, currency: string): LocalizedText {
  const decimal = (amount: number): string => formatDecimal(money(BigInt(amount), currencyCode(currency)));
  if (max === undefined) return { en: `from ${decimal(min)}`, ru: `от ${decimal(min)}` };
  if (min === 0) return { en: `up to ${decimal(max)}`, ru: `до ${decimal(max)}` };
  return { en: `${decimal(min)} – ${decimal(max)}`, ru: `${decimal(min)} – ${decimal(max)}` };
}

/** So many stars and more. */
export function ratingFacet(minRating: number | undefined, countRated: (stars: number) => number): Facet {
  const values = STARS.map((stars) => ({
    ...PLAIN,
    value: `${stars}`,
    text: { en: `${stars} and up`, ru: `от ${stars}` },
    count: countRated(stars),
    isSelected: minRating === stars,
  }));
  return { kind: 'RATING', code: 'rating', label: LABELS.RATING, values: values.filter(isOffered) };
}

/** Those of the most products first. What is selected is never cut off. */
export function commonest(values: readonly FacetValue[]): FacetValue[] {
  const sorted = values.filter(isOffered).toSorted((a, b) => b.count - a.count || compareText(a.value, b.value));
  return sorted.filter(({ isSelected }, place) => place < MOST_VALUES || isSelected);
}

/** A value that would leave nothing is offered only to be taken back. */
function isOffered({ count, isSelected }: FacetValue): boolean {
  return count > 0 || isSelected;
}

const collator = new Intl.Collator('und', { numeric: true });

export function compareText(a: string, b: string): number {
  return collator.compare(a, b);
}
