import { attributeText } from '../../domain/attribute-text.ts';
import type { LocalizedText } from '../../domain/localized-text.ts';
import {
  categoryFacet,
  commonest,
  compareText,
  type Facet,
  type FacetValue,
  LABELS,
  offered,
  PLAIN,
  priceFacet,
  rangeFacet,
  ratingFacet,
  UNCOUNTED,
} from '../facet.ts';
import { ATTRIBUTE_KINDS, type PropertyKind } from '../named-property.ts';
import { type CountedAmount, rangesOf } from '../attribute-ranges.ts';
import { type PriceBucket, priceBuckets } from '../price-buckets.ts';
import { type Conditions, tokensBelow } from './conditions.ts';
import type { IndexedShop } from './indexed-shop.ts';
import { countTokens, type Selection } from './selection.ts';
import type { Property, Token } from './token-dictionary.ts';

/** The facets of a selection. */
export function facetsOf(selection: Selection, conditions: Conditions, shop: IndexedShop): Facet[] {
  const counts = countTokens(selection, conditions);
  const counted = { counts, selection, selected: new Set(conditions.each.flatMap(({ tokens }) => tokens)) };
  const wordsOf = (kind: PropertyKind, label: LocalizedText): Facet[] =>
    selection.columns.dictionary.properties
      .filter((property) => property.kind === kind)
      .map((property) => wordFacet(property, label, counted));
  const always = [
    categoryFacet(conditions, shop.categories.values(), (node) => sum(counts, tokensBelow(node, shop))),
    ...wordsOf('BRAND', LABELS.BRAND),
    priceFacet(pricesOf(selection, conditions), conditions),
    ratingFacet(conditions.minRating, (stars) => sum(counts, tokensRated(stars, selection))),
    ...wordsOf('IN_STOCK', LABELS.IN_STOCK),
  ];
  return offered(always, attributeFacets(counted, conditions, shop));
}

interface Counted {
  readonly counts: Int32Array;
  readonly selected: ReadonlySet<number>;
  readonly selection: Selection;
}

function wordFacet({ kind, code, tokens }: Property, label: LocalizedText, counted: Counted): Facet {
  const { dictionary } = counted.selection.columns;
  return {
    ...UNCOUNTED,
    kind,
    code,
    label,
    values: commonest(tokens.map((id) => toValue(dictionary.at(id), counted))),
  };
}

function attributeFacets(counted: Counted, { attributes }: Conditions, shop: IndexedShop): Facet[] {
  const { dictionary } = counted.selection.columns;
  const byCategory = categoriesOf(counted);
  const counts = new Map<Property, number>();
  for (const property of dictionary.properties)
    if (isAttribute(property)) counts.set(property, sum(counted.counts, property.tokens));
  return [...counts]
    .toSorted(([a, countA], [b, countB]) => countB - countA || compareText(a.code, b.code))
    .map(([property]) => {
      const label = labelOf(property, byCategory, shop);
      if (property.kind !== 'NUMBER' && property.kind !== 'DATE') return wordFacet(property, label, counted);
      const asked = attributes.find(({ code }) => code === property.code);
      return rangeFacet({ ...property, label }, rangesOf(amountsOf(property, counted)), asked);
    });
}

function isAttribute({ kind }: Property): boolean {
  return ATTRIBUTE_KINDS.some((each) => each === kind);
}

function amountsOf({ tokens }: Property, { counts, selection }: Counted): CountedAmount[] {
  const { dictionary } = selection.columns;
  return tokens.map((id) => ({ amount: dictionary.at(id).amount, count: counts[id] ?? 0 }));
}

/** Those of the most products first: an attribute is called as it is called there. */
function categoriesOf({ counts, selection: { columns } }: Counted): string[] {
  const tokens = columns.dictionary.property('CATEGORY', 'category')?.tokens ?? [];
  return tokens
    .filter((id) => (counts[id] ?? 0) > 0)
    .toSorted((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0))
    .map((id) => columns.dictionary.at(id).value);
}

function labelOf(property: Property, categoryIds: readonly string[], shop: IndexedShop): LocalizedText {
  for (const id of categoryIds) {
    const found = shop.labelOf(property, id);
    if (found) return found;
  }
  return { en: property.code, ru: property.code };
}

function pricesOf({ columns, matched, missedBy }: Selection, { currency, price, each }: Conditions): PriceBucket[] {
  const amountsBySlot = columns.pricesIn(currency);
  const slots = price ? [...matched, ...(missedBy[each.length] ?? [])] : matched;
  return priceBuckets(
    slots.map((slot) => amountsBySlot?.[slot] ?? Number.NaN).filter((amount) => !Number.isNaN(amount)),
  );
}

function tokensRated(stars: number, { columns: { dictionary } }: Selection): number[] {
  const tokens = dictionary.property('RATING', 'rating')?.tokens ?? [];
  return tokens.filter((id) => dictionary.at(id).amount >= stars * 100);
}

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

function sum(counts: Int32Array, ids: readonly number[]): number {
  return ids.reduce((total, id) => total + (counts[id] ?? 0), 0);
}
