import { NotFound } from '@tovar/platform';
import type { CategoryNode } from '../category-tree.ts';
import { HIGHEST, type PriceRange } from '../facet.ts';
import { askedProperties, COMMON_KINDS, type PropertyKind } from '../named-property.ts';
import type { AttributeFilter, ProductFilter } from '../product-filter.ts';
import type { IndexedShop } from './indexed-shop.ts';
import type { Property } from './token-dictionary.ts';

/** One line of a filter: a product fits when it has one of the tokens, or a price in the range. */
export interface Condition {
  /** The facets that show what would be without this condition. */
  readonly properties: readonly Property[];
  readonly tokens: readonly number[];
}

/** What is asked of products, in the index's own numbers. */
export interface Conditions {
  /** The category that is listed, with everything below it; undefined for the whole shop. */
  readonly category?: CategoryNode;
  /** The tokens of the categories that are listed; undefined for all. */
  readonly scope?: readonly number[];
  readonly currency: string;
  readonly price?: PriceRange;
  readonly each: readonly Condition[];
  /** How many stars are asked for at least. */
  readonly minRating?: number;
  /** What is picked of the categories, as it was named. */
  readonly picked: readonly CategoryNode[];
  /** What is asked of attributes, as it was. */
  readonly attributes: readonly AttributeFilter[];
}

export interface ConditionsAsked {
  readonly category?: string | null;
  readonly currency: string;
  readonly filter?: ProductFilter | null;
  /** A list by price has only what has a price in the currency. */
  readonly isByPrice?: boolean;
}

/** Throws `NotFound` for a category that is not there, `UnknownAttribute` and `FilterUnfit`; all without any SQL. */
export function toConditions(asked: ConditionsAsked, shop: IndexedShop): Conditions {
  const { category: slug, currency, filter, isByPrice = false } = asked;
  const category = slug === null || slug === undefined ? undefined : categoryCalled(slug, shop);
  const each: Condition[] = [];
  const { categories, brands, inStock, attributes, price, minRating } = filter ?? {};
  const picked = (categories ?? []).map((one) => categoryCalled(one, shop));
  if (picked.length > 0) each.push(amongCategories(picked, shop));
  if (brands?.length) each.push(having(shop, 'BRAND', 'brand', brands));
  if (inStock) each.push(having(shop, 'IN_STOCK', 'in-stock', ['true']));
  if (minRating) each.push(ratedAtLeast(minRating, shop));
  for (const attribute of attributes ?? []) each.push(ofAttribute(attribute, shop));
  return {
    category,
    scope: category && tokensBelow(category, shop),
    currency,
    price: price || isByPrice ? { min: Number(price?.min ?? 0), max: Number(price?.max ?? HIGHEST) } : undefined,
    each,
    minRating: minRating ?? undefined,
    picked,
    attributes: attributes ?? [],
  };
}

/** The tokens of a category and everything below it. */
export function tokensBelow(category: CategoryNode, shop: IndexedShop): number[] {
  const { dictionary } = shop.columns;
  const property = dictionary.property('CATEGORY', 'category');
  const token = property && dictionary.token(property, category.id);
  return [...(token ? [token.id] : []), ...category.children.flatMap((child) => tokensBelow(child, shop))];
}

function categoryCalled(slug: string, { categories }: IndexedShop): CategoryNode {
  for (const node of categories.values()) if (node.slug === slug) return node;
  throw new NotFound('The category');
}

function amongCategories(picked: readonly CategoryNode[], shop: IndexedShop): Condition {
  const property = shop.columns.dictionary.property('CATEGORY', 'category');
  const tokens = picked.flatMap((category) => tokensBelow(category, shop));
  return { properties: property ? [property] : [], tokens };
}

function having(shop: IndexedShop, kind: PropertyKind, code: string, values: readonly string[]): Condition {
  const property = shop.columns.dictionary.property(kind, code);
  return valuesOf(property ? [property] : [], values, shop);
}

function ratedAtLeast(stars: number, shop: IndexedShop): Condition {
  const property = shop.columns.dictionary.property('RATING', 'rating');
  return between(property ? [property] : [], stars * 100, undefined, shop);
}

/** A value that no product has is no mistake: somebody may have bought the last one. */
function valuesOf(properties: readonly Property[], values: readonly string[], shop: IndexedShop): Condition {
  const { dictionary } = shop.columns;
  const tokens = properties.flatMap((property) => values.map((value) => dictionary.token(property, value)?.id));
  return { properties, tokens: tokens.filter((id) => id !== undefined) };
}

function ofAttribute(filter: AttributeFilter, shop: IndexedShop): Condition {
  const { code, values, isTrue, number, days } = filter;
  const known = shop.columns.dictionary
    .inUse(code)
    .filter(({ kind }) => !COMMON_KINDS.some((common) => common === kind));
  const { shown, compared } = askedProperties(filter, known);
  if (values) return valuesOf(shown, values, shop);
  if (typeof isTrue === 'boolean') return valuesOf(shown, [String(isTrue)], shop);
  if (number) return { ...between(compared, number.min, number.max, shop), properties: shown };
  return between(shown, days?.from && Date.parse(days.from), days?.to && Date.parse(days.to), shop);
}

type Bound = number | string | null | undefined;

/** Bounds included. */
function between(properties: readonly Property[], min: Bound, max: Bound, shop: IndexedShop): Condition {
  const [least, most] = [Number(min ?? Number.NEGATIVE_INFINITY), Number(max ?? Number.POSITIVE_INFINITY)];
  const tokens = properties.flatMap((property) => property.tokens);
  const isInside = (id: number): boolean => {
    const { amount } = shop.columns.dictionary.at(id);
    return amount >= least && amount <= most;
  };
  return { properties, tokens: tokens.filter(isInside) };
}
