import { NotFound } from '@tovar/platform';
import type { CategoryNode } from '../category-tree.ts';
import { HIGHEST, type PriceRange } from '../facet.ts';
import { askedProperties, type NamedProperty, propertyName } from '../named-property.ts';
import type { AttributeFilter } from '../product-filter.ts';
import type { FinderQuestion } from '../product-finder.ts';

/** What a condition is about; its facet is counted without it. */
export type Subject = 'CATEGORY' | 'BRAND' | 'IN_STOCK' | 'RATING' | 'PRICE' | 'ATTRIBUTE';

export interface AskedCondition {
  readonly subject: Subject;
  /** In the engine's words. */
  readonly filter: object;
  /** What is picked, of subjects that have words. */
  readonly values: readonly string[];
  /** Of an attribute: what it is called in facets. */
  readonly properties: readonly string[];
}

/** What is asked of products, for an engine. */
export interface AskedConditions {
  readonly category?: CategoryNode;
  /** The category that is listed. */
  readonly scope: readonly object[];
  readonly each: readonly AskedCondition[];
  readonly picked: readonly CategoryNode[];
  readonly price?: PriceRange;
  readonly currency: string;
  readonly minRating?: number;
  /** What is asked of attributes, as it was. */
  readonly attributes: readonly AttributeFilter[];
}

/** What the shop has now: its categories, and for each code that is filtered by the properties that have it. */
export interface Surroundings {
  readonly categories: ReadonlyMap<string, CategoryNode>;
  readonly propertiesOf: ReadonlyMap<string, readonly NamedProperty[]>;
}

/** Throws `NotFound` for a category that is not there, `UnknownAttribute` and `FilterUnfit`. */
export function askedConditions(question: FinderQuestion, around: Surroundings): AskedConditions {
  const { category: slug, currency, filter, sort } = question;
  const category = slug === null || slug === undefined ? undefined : categoryCalled(slug, around);
  const { categories, brands, inStock, attributes, minRating } = filter ?? {};
  const picked = (categories ?? []).map((one) => categoryCalled(one, around));
  const price = priceRange(question);
  const each: AskedCondition[] = [];
  if (picked.length > 0) each.push({ ...WORDLESS, subject: 'CATEGORY', filter: below(picked) });
  if (brands?.length)
    each.push({ ...WORDLESS, subject: 'BRAND', filter: { terms: { brand: brands } }, values: brands });
  if (inStock) each.push({ ...WORDLESS, subject: 'IN_STOCK', filter: { term: { inStock: true } }, values: ['true'] });
  if (minRating) each.push({ ...WORDLESS, subject: 'RATING', filter: { range: { rating: { gte: minRating * 100 } } } });
  for (const attribute of attributes ?? []) each.push(ofAttribute(attribute, around));
  if (price) each.push({ ...WORDLESS, subject: 'PRICE', filter: pricedBetween(price, currency) });
  const scope = category ? [below([category])] : [];
  const isByPrice = sort === 'PRICE_ASC' || sort === 'PRICE_DESC';
  if (isByPrice) scope.push({ exists: { field: `prices.${currency}` } });
  return {
    category,
    scope,
    each,
    picked,
    price,
    currency,
    minRating: minRating ?? undefined,
    attributes: attributes ?? [],
  };
}

const WORDLESS = { values: [], properties: [] };

function priceRange({ filter }: FinderQuestion): PriceRange | undefined {
  const price = filter?.price;
  return price ? { min: Number(price.min ?? 0), max: Number(price.max ?? HIGHEST) } : undefined;
}

function pricedBetween({ min, max }: PriceRange, currency: string): object {
  return { range: { [`prices.${currency}`]: { gte: min, lte: max } } };
}

/** These categories and everything below them. */
function below(categories: readonly CategoryNode[]): object {
  return { terms: { category: categories.flatMap(idsBelow) } };
}

export function idsBelow(category: CategoryNode): string[] {
  return [category.id, ...category.children.flatMap(idsBelow)];
}

function categoryCalled(slug: string, { categories }: Surroundings): CategoryNode {
  for (const node of categories.values()) if (node.slug === slug) return node;
  throw new NotFound('The category');
}

function ofAttribute(filter: AttributeFilter, { propertiesOf }: Surroundings): AskedCondition {
  const { code, values, isTrue } = filter;
  const { shown, compared } = askedProperties(filter, propertiesOf.get(code) ?? []);
  const isOne = { terms: { 'facts.property': compared.map(propertyName) } };
  const query = { bool: { filter: [isOne, having(filter)] } };
  return {
    subject: 'ATTRIBUTE',
    filter: { nested: { path: 'facts', query } },
    values: typeof isTrue === 'boolean' ? [String(isTrue)] : (values ?? []),
    properties: shown.map(propertyName),
  };
}

function having({ values, isTrue, number, days }: AttributeFilter): object {
  if (values) return { terms: { 'facts.value': values } };
  if (typeof isTrue === 'boolean') return { term: { 'facts.value': String(isTrue) } };
  if (number) return between(number.min, number.max);
  return between(days?.from && Date.parse(days.from), days?.to && Date.parse(days.to));
}

type Bound = number | string | null | undefined;

/** Bounds included. */
function between(gte: Bound, lte: Bound): object {
  return { range: { 'facts.amount': { gte: gte ?? undefined, lte: lte ?? undefined } } };
}
