import type { LocalizedText } from '../../domain/localized-text.ts';
import { type AmountRange, type CountedAmount, rangesOf } from '../attribute-ranges.ts';
import type { CategoryNode } from '../category-tree.ts';
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
import { amountOf, propertyNamed } from '../named-property.ts';
import type { PriceBucket } from '../price-buckets.ts';
import { type AskedConditions, idsBelow, type Subject } from './asked-conditions.ts';
import { type Bucket, type Buckets, bucketsOf, within } from './engine-answers.ts';
import { countsWithout } from './facet-counts.ts';
import type { ShownValue } from './product-document.ts';

const TEXT_OF_TRUTH = { en: 'yes', ru: 'да' };

/** What was counted for the facets, by the names of `facetCounts`. */
export type Counts = Readonly<Record<string, Buckets>>;

interface Counted {
  readonly counts: Counts;
  readonly conditions: AskedConditions;
  readonly categories: ReadonlyMap<string, CategoryNode>;
  readonly prices: readonly PriceBucket[];
  /** Of properties with so many values that not all of them were counted. */
  readonly ranges: ReadonlyMap<string, readonly AmountRange[]>;
}

/** The facets of what an engine has counted. */
export function copiedFacets(counted: Counted): Facet[] {
  const { counts, conditions, categories, prices } = counted;
  const countsFor = (subject: Subject): Buckets | undefined => countsOf(subject, counts, conditions);
  const byCategory = amounts(within(countsFor('CATEGORY'), 'categories'));
  const byStars = amounts(within(countsFor('RATING'), 'ratings'));
  const always = [
    categoryFacet(conditions, categories.values(), (node) => sum(idsBelow(node).map((id) => byCategory.get(id) ?? 0))),
    brandFacet(countsFor('BRAND'), pickedOf('BRAND', conditions)),
    priceFacet(prices, conditions),
    ratingFacet(conditions.minRating, (stars) => byStars.get(`${stars}`) ?? 0),
    stockFacet(countsFor('IN_STOCK'), pickedOf('IN_STOCK', conditions)),
  ];
  return offered(always, attributeFacets(counted));
}

/** Without the condition on the subject, where there is one. */
export function countsOf(subject: Subject, counts: Counts, { each }: AskedConditions): Buckets | undefined {
  const place = each.findIndex((condition) => condition.subject === subject);
  return counts[place < 0 ? 'all' : countsWithout(place)];
}

function pickedOf(subject: Subject, { each }: AskedConditions): ReadonlySet<string> {
  return new Set(each.find((condition) => condition.subject === subject)?.values);
}

function brandFacet(counts: Buckets | undefined, selected: ReadonlySet<string>): Facet {
  const values = merged(within(counts, 'brands'), within(counts, 'picked')).map(({ key, doc_count: count }) => ({
    ...PLAIN,
    value: key,
    text: { en: key, ru: key },
    count,
    isSelected: selected.has(key),
  }));
  return { ...UNCOUNTED, kind: 'BRAND', code: 'brand', label: LABELS.BRAND, values: commonest(values) };
}

function stockFacet(counts: Buckets | undefined, selected: ReadonlySet<string>): Facet {
  const count = within(counts, 'inStock')?.doc_count ?? 0;
  const value = { ...PLAIN, value: 'true', text: TEXT_OF_TRUTH, count, isSelected: selected.has('true') };
  return { ...UNCOUNTED, kind: 'IN_STOCK', code: 'in-stock', label: LABELS.IN_STOCK, values: commonest([value]) };
}

function attributeFacets({ counts, conditions, ranges }: Counted): Facet[] {
  return countedProperties(counts, conditions)
    .toSorted((a, b) => b.bucket.doc_count - a.bucket.doc_count || compareText(codeOf(a.bucket), codeOf(b.bucket)))
    .map(({ bucket, selected }) => {
      const property = propertyNamed(bucket.key);
      if (property.kind !== 'NUMBER' && property.kind !== 'DATE') return wordFacet(bucket, selected);
      const asked = conditions.attributes.find(({ code }) => code === property.code);
      const among = ranges.get(bucket.key) ?? rangesOf(amountsIn(bucket));
      return rangeFacet({ ...property, label: labelOf(bucket) }, among, asked);
    });
}

/** What was counted of a property, and which of its words are picked. */
export interface CountedProperty {
  readonly bucket: Bucket;
  readonly selected: ReadonlySet<string>;
}

/** Those that something is asked of are counted without that. */
export function countedProperties(counts: Counts, { each }: AskedConditions): CountedProperty[] {
  const asked = each.flatMap(({ properties }) => properties);
  const free = propertiesOf(counts.all)
    .filter(({ key }) => !asked.includes(key))
    .map((bucket) => ({ bucket, selected: new Set<string>() }));
  const narrowed = each.flatMap(({ properties, values }, place) =>
    propertiesOf(properties.length > 0 ? counts[countsWithout(place)] : undefined).map((bucket) => ({
      bucket,
      selected: new Set(values),
    })),
  );
  return [...free, ...narrowed];
}

function amountsIn(bucket: Bucket): CountedAmount[] {
  const { kind } = propertyNamed(bucket.key);
  return bucketsOf(within(bucket, 'values')).map(({ key, doc_count: count }) => ({
    amount: amountOf(kind, key),
    count,
  }));
}

function propertiesOf(counts: Buckets | undefined): readonly Bucket[] {
  return bucketsOf(within(within(counts, 'facts'), 'properties'));
}

function wordFacet(bucket: Bucket, selected: ReadonlySet<string>): Facet {
  const { kind, code } = propertyNamed(bucket.key);
  return {
    ...UNCOUNTED,
    kind,
    code,
    label: labelOf(bucket),
    values: commonest(
      merged(within(bucket, 'values'), within(bucket, 'picked')).map((value) => toValue(value, selected)),
    ),
  };
}

function codeOf({ key }: Bucket): string {
  return propertyNamed(key).code;
}

function labelOf(bucket: Bucket): LocalizedText {
  const code = codeOf(bucket);
  const [label] = bucketsOf(within(bucket, 'label'));
  return label ? (JSON.parse(label.key) as LocalizedText) : { en: code, ru: code };
}

/** As the most products show it. */
function toValue(bucket: Bucket, selected: ReadonlySet<string>): FacetValue {
  const { key: value, doc_count: count } = bucket;
  const [commonly] = bucketsOf(within(bucket, 'shown'));
  const { text = { en: value, ru: value }, hex = null } = commonly ? (JSON.parse(commonly.key) as ShownValue) : {};
  return { ...PLAIN, value, text, hex, count, isSelected: selected.has(value) };
}

function merged(...all: readonly (Buckets | undefined)[]): Bucket[] {
  return [...new Map(all.flatMap(bucketsOf).map((bucket) => [bucket.key, bucket])).values()];
}

function amounts(buckets: Buckets | undefined): ReadonlyMap<string, number> {
  return new Map(bucketsOf(buckets).map(({ key, doc_count: count }) => [key, count]));
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
