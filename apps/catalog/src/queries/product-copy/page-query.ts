import type { CategoryNode } from '../category-tree.ts';
import type { FinderQuestion } from '../product-finder.ts';
import type { SearchWord } from '../search-words.ts';
import { alphabetKey } from './alphabet-key.ts';
import type { AskedConditions } from './asked-conditions.ts';
import type { Hit } from './engine-answers.ts';

/** What customers see. */
export const SHOWN = { term: { isShown: true } };

/** A question in the engine's words. */
export interface Asked {
  readonly categories: ReadonlyMap<string, CategoryNode>;
  readonly conditions: AskedConditions;
  readonly words: readonly SearchWord[];
  /** What has the words; undefined when none were asked for. */
  readonly found?: object;
}

/** What facets are counted over: everything but the conditions, of which each leaves out its own. */
export function basisOf({ conditions, found }: Asked): object[] {
  return [SHOWN, ...conditions.scope, ...(found ? [found] : [])];
}

/** What has to hold; the words alone say how well a product fits. */
export function queryOf({ conditions, found }: Asked): object {
  const filter = [SHOWN, ...conditions.scope, ...conditions.each.map((condition) => condition.filter)];
  return { bool: { filter, must: found ? [found] : [] } };
}

/** Ids are UUIDv7: theirs is the order in which the products were made. */
export function sortOf({ sort, nameLocale, currency }: FinderQuestion): object[] {
  if (sort === 'NAME') return [{ [`alphabet.${nameLocale}`]: 'asc' }, { id: 'asc' }];
  if (sort === 'PRICE_ASC') return [{ [`prices.${currency}`]: AMOUNT.asc }, { id: 'asc' }];
  if (sort === 'PRICE_DESC') return [{ [`prices.${currency}`]: AMOUNT.desc }, { id: 'desc' }];
  if (sort === 'RATING') return [{ ratingRank: 'desc' }, { id: 'desc' }];
  return sort === 'RELEVANCE' ? [{ _score: 'desc' }, { id: 'desc' }] : [{ id: 'desc' }];
}

/** Nothing has been priced in the currency yet: the engine does not know it. */
const AMOUNT = { asc: { order: 'asc', unmapped_type: 'long' }, desc: { order: 'desc', unmapped_type: 'long' } };

/** The place that a page begins after, as the engine sorts. */
export function searchAfter({ sort }: FinderQuestion, key: readonly string[]): readonly (string | number)[] {
  const id = key.at(-1) ?? '';
  if (sort === 'NEWEST') return [id];
  return [sort === 'NAME' ? alphabetKey(key[0] ?? '') : Number(key[0]), id];
}

/** What a product is sorted by besides its id, as a cursor keeps it. */
export function keyOf({ sort: [key], _source: { names } }: Hit, { sort, nameLocale }: FinderQuestion): string[] {
  if (sort === 'NEWEST') return [];
  return [sort === 'NAME' ? names[nameLocale] : `${key}`];
}
