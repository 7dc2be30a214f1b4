import { currencyCode, formatDecimal, money } from '@tovar/contracts';
import type { LocalizedText } from '../domain/localized-text.ts';
import type { AmountRange } from './attribute-ranges.ts';
import type { CategoryNode } from './category-tree.ts';
import { isCountedIn, type NamedProperty } from './named-property.ts';
import type { PriceBucket } from './price-buckets.ts';
import type { AttributeFilter } from './product-filter.ts';

/** What facets there are; an attribute's is called by its kind. */
export const FACET_KINDS = [
  'CATEGORY',
  'BRAND',
  'PRICE',
  'RATING',
  'IN_STOCK',
  'CHOICE',
  'COLOUR',
  'BOOLEAN',
  'NUMBER',
  'DATE',
] as const;
export type FacetKind = (typeof FACET_KINDS)[number];

/** A way to narrow a list: what there is to pick, and how many products each would leave. */
export interface Facet {
  readonly kind: FacetKind;
  /** Of an attribute or option; the others have fixed ones. */
  readonly code: string;
  readonly label: LocalizedText;
  /** What a number is counted in. */
  readonly unit: LocalizedText | null;
  readonly values: readonly FacetValue[];
}

export interface FacetValue {
  /** What a filter names: a category's slug, a brand, a stable word, so many stars; of a range its bounds. */
  readonly value: string;
  readonly text: LocalizedText;
  readonly hex: string | null;
  /** Under all conditions but those of this facet itself. */
  readonly count: number;
  readonly isSelected: boolean;
  /** Of a range, bounds included: of prices in minor units, the highest is open above; of numbers and days those there are. */
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
/** What a facet has that counts in no unit. */
export const UNCOUNTED = { unit: null };

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
  return { ...UNCOUNTED, kind: 'CATEGORY', code: 'category', label: LABELS.CATEGORY, values: values.filter(isOffered) };
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
  return { ...UNCOUNTED, kind: 'PRICE', code: 'price', label: LABELS.PRICE, values };
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
  return { ...UNCOUNTED, kind: 'RATING', code: 'rating', label: LABELS.RATING, values: values.filter(isOffered) };
}

/** From the lowest to the highest there is, under all conditions but what is asked of the attribute. */
export function rangeFacet(
  property: NamedProperty & { readonly label: LocalizedText },
  ranges: readonly AmountRange[],
  asked: AttributeFilter | undefined,
): Facet {
  const { kind, code, label, unit } = property;
  const values = ranges.map(({ min: least, max: most, count }) => {
    const [min, max] = [boundOf(kind, least), boundOf(kind, most)];
    const isSelected = asked !== undefined && isAskedFor({ min, max }, property, asked);
    return { ...PLAIN, value: `${min}..${max}`, text: boundsText({ min, max }, unit), count, isSelected, min, max };
  });
  return { kind, code, label, unit: unit ?? null, values };
}

interface Bounds {
  readonly min: string;
  readonly max: string;
}

function boundOf(kind: NamedProperty['kind'], amount: number): string {
  return kind === 'DATE' ? new Date(amount).toISOString().slice(0, 10) : String(amount);
}

function isAskedFor({ min, max }: Bounds, property: NamedProperty, { number, days }: AttributeFilter): boolean {
  if (property.kind === 'DATE') return days?.from === min && days.to === max;
  const isUnit = !number?.unit || isCountedIn(number.unit, property);
  return isUnit && number?.min === Number(min) && number.max === Number(max);
}

function boundsText({ min, max }: Bounds, unit: LocalizedText | undefined): LocalizedText {
  const bounds = min === max ? min : `${min} – ${max}`;
  return unit ? { en: `${bounds} ${unit.en}`, ru: `${bounds} ${unit.ru}` } : { en: bounds, ru: bounds };
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
