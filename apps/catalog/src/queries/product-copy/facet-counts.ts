import { RANGE_PERCENTS } from '../attribute-ranges.ts';
import { MOST_FACETS, MOST_VALUES, STARS } from '../facet.ts';
import { SIXTHS } from '../price-buckets.ts';
import type { AskedCondition, AskedConditions, Subject } from './asked-conditions.ts';

const MOST_CATEGORIES = 10_000;
const SUBJECTS: readonly Subject[] = ['CATEGORY', 'BRAND', 'IN_STOCK', 'RATING', 'PRICE', 'ATTRIBUTE'];

/** Under which name the counts are that leave a condition out. */
export function countsWithout(place: number): string {
  return `without-${place}`;
}

/** Counts under all conditions, and for each condition what its own facet shows under all others. */
export function facetCounts(conditions: AskedConditions): object {
  const { each, currency } = conditions;
  const all = SUBJECTS.map((subject) => countsOf({ ...NOT_ASKED, subject }, currency));
  const others = each.map((condition, place) => [
    countsWithout(place),
    { filter: allBut(conditions, condition), aggs: countsOf(condition, currency) },
  ]);
  return { all: { filter: allBut(conditions), aggs: Object.assign({}, ...all) }, ...Object.fromEntries(others) };
}

/** How many products are priced within ranges that begin at these bounds, whatever is asked of prices. */
export function priceCounts(conditions: AskedConditions, bounds: readonly number[]): object {
  const price = conditions.each.find(({ subject }) => subject === 'PRICE');
  const range = { field: `prices.${conditions.currency}`, ranges: beginningAt(bounds) };
  return { prices: { filter: allBut(conditions, price), aggs: { ranges: { range } } } };
}

/** The same for a property, whatever is asked of it, with the lowest and the highest of each range. */
export function amountCounts(conditions: AskedConditions, property: string, bounds: readonly number[]): object {
  const own = conditions.each.find(({ properties }) => properties.includes(property));
  const amount = { field: 'facts.amount' };
  const ranges = {
    range: { ...amount, ranges: [{ key: 'least', to: bounds[0] }, ...beginningAt(bounds)] },
    aggs: { min: { min: amount }, max: { max: amount } },
  };
  const ofProperty = { filter: { term: { 'facts.property': property } }, aggs: { ranges } };
  return { filter: allBut(conditions, own), aggs: { facts: { nested: { path: 'facts' }, aggs: { ofProperty } } } };
}

function beginningAt(bounds: readonly number[]): object[] {
  return bounds.map((from, at) => ({ key: `${at}`, from, to: bounds[at + 1] }));
}

const NOT_ASKED = { filter: {}, values: [], properties: [] };

function allBut({ each }: AskedConditions, one?: AskedCondition): object {
  return { bool: { filter: each.filter((condition) => condition !== one).map(({ filter }) => filter) } };
}

function countsOf({ subject, values, properties }: AskedCondition, currency: string): object {
  if (subject === 'CATEGORY') return { categories: { terms: { field: 'category', size: MOST_CATEGORIES } } };
  if (subject === 'BRAND') return { brands: commonest('brand'), ...picked('brand', values) };
  if (subject === 'IN_STOCK') return { inStock: { filter: { term: { inStock: true } } } };
  if (subject === 'RATING') {
    const ranges = STARS.map((stars) => ({ key: `${stars}`, from: stars * 100 }));
    return { ratings: { range: { field: 'rating', ranges } } };
  }
  if (subject === 'PRICE') {
    const percents = SIXTHS.map((sixths) => (sixths * 100) / 6);
    return { prices: { percentiles: { field: `prices.${currency}`, percents } } };
  }
  return { facts: { nested: { path: 'facts' }, aggs: { properties: attributeCounts(values, properties) } } };
}

function attributeCounts(values: readonly string[], properties: readonly string[]): object {
  const which = properties.length > 0 ? { include: properties } : {};
  const shown = { shown: { terms: { field: 'facts.shown', size: 1 } } };
  return {
    terms: { field: 'facts.property', size: 2 * MOST_FACETS, ...which },
    aggs: {
      label: { terms: { field: 'facts.label', size: 1 } },
      values: { ...commonest('facts.value'), aggs: shown },
      amounts: { percentiles: { field: 'facts.amount', percents: RANGE_PERCENTS } },
      ...picked('facts.value', values, shown),
    },
  };
}

function commonest(field: string): object {
  return { terms: { field, size: MOST_VALUES } };
}

/** What is picked is counted also when it is not among the commonest, or when nothing has it. */
function picked(field: string, values: readonly string[], aggs?: object): object {
  if (values.length === 0) return {};
  return { picked: { terms: { field, include: values, min_doc_count: 0, size: values.length }, aggs } };
}
