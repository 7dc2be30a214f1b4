import { currencyCode, formatDecimal, money } from '@tovar/contracts';
import { attributeText } from '../../domain/attribute-text.ts';
import type { LocalizedText } from '../../domain/localized-text.ts';
import { type Conditions, HIGHEST, tokensBelow } from './conditions.ts';
import type { IndexedShop } from './indexed-shop.ts';
import { type PriceBucket, priceBuckets } from './price-buckets.ts';
import { countTokens, type Selection } from './selection.ts';
import type { Property, Token } from './token-dictionary.ts';

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

const MOST_FACETS = 24;
const MOST_VALUES = 50;
const LABELS = {
  CATEGORY: { en: 'Category', ru: 'Категория' },
  BRAND: { en: 'Brand', ru: 'Бренд' },
  PRICE: { en: 'Price', ru: 'Цена' },
  RATING: { en: 'Rating', ru: 'Оценка' },
  IN_STOCK: { en: 'In stock', ru: 'В наличии' },
};

/** The facets of a selection, those that everything has before those of attributes, the commonest attribute first. */
export function facetsOf(selection: Selection, conditions: Conditions, shop: IndexedShop): Facet[] {
  const counts = countTokens(selection, conditions);
  const selected = new Set(conditions.each.flatMap(({ tokens }) => tokens));
  const always = [
    categoryFacet(counts, conditions, shop),
    ...selection.columns.dictionary.properties
      .filter(({ kind }) => kind === 'BRAND')
      .map((brand) => wordFacet(brand, LABELS.BRAND, { counts, selected, selection })),
    priceFacet(selection, conditions),
    ratingFacet(counts, conditions, selection),
    ...selection.columns.dictionary.properties
      .filter(({ kind }) => kind === 'IN_STOCK')
      .map((stock) => wordFacet(stock, LABELS.IN_STOCK, { counts, selected, selection })),
  ];
  return [...always, ...attributeFacets({ counts, selected, selection }, shop)]
    .filter(({ values }) => values.length > 0)
    .filter(({ values }, place) => place < MOST_FACETS || values.some(({ isSelected }) => isSelected));
}

interface Counted {
  readonly counts: Int32Array;
  readonly selected: ReadonlySet<number>;
  readonly selection: Selection;
}

/** The categories right below the one that is listed, and whatever else is picked. */
function categoryFacet(counts: Int32Array, { category, picked }: Conditions, shop: IndexedShop): Facet {
  const below = category?.children ?? [...shop.categories.values()].filter(({ parent }) => parent === null);
  const pickedIds = new Set(picked.map(({ id }) => id));
  const shown = new Map([...below, ...picked].map((node) => [node.id, node]));
  const values = [...shown.values()].map((node) => ({
    ...PLAIN,
    value: node.slug,
    text: node.name,
    count: sum(counts, tokensBelow(node, shop)),
    isSelected: pickedIds.has(node.id),
  }));
  // In the order of the menu.
  return { kind: 'CATEGORY', code: 'category', label: LABELS.CATEGORY, values: values.filter(isOffered) };
}

function wordFacet({ kind, code, tokens }: Property, label: LocalizedText, counted: Counted): Facet {
  const { dictionary } = counted.selection.columns;
  const values = tokens.map((id) => toValue(dictionary.at(id), counted)).filter(isOffered);
  return { kind: kind as FacetKind, code, label, values: commonest(values) };
}

function attributeFacets(counted: Counted, shop: IndexedShop): Facet[] {
  const { dictionary } = counted.selection.columns;
  const byCategory = categoriesOf(counted);
  const counts = new Map<Property, number>();
  for (const property of dictionary.properties)
    if (isAttribute(property)) counts.set(property, sum(counted.counts, property.tokens));
  return [...counts]
    .toSorted(([a, countA], [b, countB]) => countB - countA || compareText(a.code, b.code))
    .map(([property]) => wordFacet(property, labelOf(property.code, byCategory, shop), counted));
}

const FACET_ATTRIBUTES = ['CHOICE', 'COLOUR', 'BOOLEAN'];

function isAttribute({ kind }: Property): boolean {
  return FACET_ATTRIBUTES.includes(kind);
}

/** Those of the most products first: an attribute is called as it is called there. */
function categoriesOf({ counts, selection: { columns } }: Counted): string[] {
  const tokens = columns.dictionary.property('CATEGORY', 'category')?.tokens ?? [];
  return tokens
    .filter((id) => (counts[id] ?? 0) > 0)
    .toSorted((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0))
    .map((id) => columns.dictionary.at(id).value);
}

function labelOf(code: string, categoryIds: readonly string[], shop: IndexedShop): LocalizedText {
  for (const id of categoryIds) {
    const found = shop.labelOf(code, id);
    if (found) return found;
  }
  return { en: code, ru: code };
}

function priceFacet({ columns, matched, missedBy }: Selection, { currency, price, each }: Conditions): Facet {
  const amountsBySlot = columns.pricesIn(currency);
  const slots = price ? [...matched, ...(missedBy[each.length] ?? [])] : matched;
  const amounts = slots.map((slot) => amountsBySlot?.[slot] ?? Number.NaN).filter((amount) => !Number.isNaN(amount));
  const values = priceBuckets(amounts).map((bucket) => ({
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

const STARS = [4, 3, 2, 1];

/** So many stars and more. */
function ratingFacet(counts: Int32Array, { minRating }: Conditions, { columns: { dictionary } }: Selection): Facet {
  const tokens = dictionary.property('RATING', 'rating')?.tokens ?? [];
  const values = STARS.map((stars) => ({
    ...PLAIN,
    value: `${stars}`,
    text: { en: `${stars} and up`, ru: `от ${stars}` },
    count: sum(
      counts,
      tokens.filter((id) => dictionary.at(id).amount >= stars * 100),
    ),
    isSelected: minRating === stars,
  }));
  return { kind: 'RATING', code: 'rating', label: LABELS.RATING, values: values.filter(isOffered) };
}

const PLAIN = { hex: null, min: null, max: null };

function toValue({ id, property, value, text, hex }: Token, { counts, selected }: Counted): FacetValue {
  const kind = property.kind === 'BOOLEAN' || property.kind === 'IN_STOCK' ? 'BOOLEAN' : 'CHOICE';
  return {
    ...PLAIN,
    value,
    text: attributeText({ kind, value, text }),
    hex: hex ?? null,
    count: counts[id] ?? 0,
    isSelected: selected.has(id),
  };
}

/** A value that would leave nothing is offered only to be taken back. */
function isOffered({ count, isSelected }: FacetValue): boolean {
  return count > 0 || isSelected;
}

/** What is selected is never cut off. */
function commonest(values: readonly FacetValue[]): FacetValue[] {
  const sorted = values.toSorted((a, b) => b.count - a.count || compareText(a.value, b.value));
  return sorted.filter(({ isSelected }, place) => place < MOST_VALUES || isSelected);
}

const collator = new Intl.Collator('und', { numeric: true });

function compareText(a: string, b: string): number {
  return collator.compare(a, b);
}

function sum(counts: Int32Array, ids: readonly number[]): number {
  return ids.reduce((total, id) => total + (counts[id] ?? 0), 0);
}
