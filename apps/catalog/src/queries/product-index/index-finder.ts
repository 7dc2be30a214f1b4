import { Injectable } from '@nestjs/common';
import { WHOLE_SHOP } from '../../domain/listing.ts';
import type { Locale } from '../../domain/localized-text.ts';
import {
  type Completions,
  type CountedProducts,
  type FinderQuestion,
  type FoundProducts,
  ProductFinder,
  type Window,
} from '../product-finder.ts';
import { apart, beginsSomewhere } from '../typed-text.ts';
import { type Conditions, toConditions } from './conditions.ts';
import { facetsOf } from './facets.ts';
import type { IndexedShop } from './indexed-shop.ts';
import type { Slot } from './product-columns.ts';
import { ProductIndex } from './product-index.ts';
import { firstOf, type Place, type Ranking } from './ranking.ts';
import { select, type Selection } from './selection.ts';
import { type SearchHits, WordSearch } from './word-search.ts';

/** Finds products in the index in this process's memory; at most one statement, for words not searched for of late. */
@Injectable()
export class IndexFinder extends ProductFinder {
  readonly mayBeBehind = false;

  constructor(
    private readonly index: ProductIndex,
    private readonly words: WordSearch,
  ) {
    super();
  }

  async find(question: FinderQuestion, { count, after }: Window): Promise<FoundProducts> {
    const selected = await this.select(question);
    const { shop, conditions, selection, hits } = selected;
    const { columns } = selection;
    const ranking = rankingOf(question, shop, hits, selection);
    const slots = firstOf(selection.matched, columns, ranking, {
      count,
      after: after && placeOf(question, shop, after),
    });
    return {
      places: slots.map((slot) => ({
        id: columns.idAt(slot),
        key: sortKey(question, shop, ranking, selection, slot),
      })),
      listedUnder: conditions.category?.id ?? WHOLE_SHOP,
      correctedText: hits?.correctedText ?? null,
      ...counted(selected),
    };
  }

  async count(question: FinderQuestion): Promise<CountedProducts> {
    return counted(await this.select(question));
  }

  async complete(typed: string, locale: Locale, most: number): Promise<Completions> {
    const { names, columns, vocabulary, categories } = await this.index.upToDate();
    const [, last] = apart(typed);
    const ids = names[locale].beginningWith(typed, most).map((number) => columns.idAt(columns.slotOf(number)));
    return {
      words: last === '' ? [] : vocabulary.completions(last, most),
      categories: categories.values(),
      brands: brandsBeginning(typed, columns, most),
      productIds: ids.filter((id) => id !== ''),
    };
  }

  async mend(typed: string): Promise<string> {
    const { vocabulary } = await this.index.upToDate();
    const [begun, last] = apart(typed);
    return begun + (vocabulary.corrected(last, true) ?? last);
  }

  private async select({ search, sort, ...question }: FinderQuestion): Promise<Selected> {
    const shop = await this.index.upToDate();
    const isByPrice = sort === 'PRICE_ASC' || sort === 'PRICE_DESC';
    const conditions = toConditions({ ...question, isByPrice }, shop);
    const hits = search && (await this.words.find(search.text, search.locale, shop));
    return { shop, conditions, hits, selection: select(conditions, shop, hits?.numbers) };
  }
}

interface Selected {
  readonly shop: IndexedShop;
  readonly conditions: Conditions;
  readonly selection: Selection;
  readonly hits?: SearchHits;
}

function counted({ selection, conditions, shop }: Selected): CountedProducts {
  return { total: selection.matched.length, facets: async () => facetsOf(selection, conditions, shop) };
}

function brandsBeginning(typed: string, { dictionary }: IndexedShop['columns'], most: number): string[] {
  return (dictionary.property('BRAND', 'brand')?.tokens ?? [])
    .map((id) => dictionary.at(id))
    .filter(({ uses, value }) => uses > 0 && beginsSomewhere(value, typed))
    .toSorted((a, b) => b.uses - a.uses)
    .slice(0, most)
    .map(({ value }) => value);
}

function rankingOf(
  { sort, nameLocale, currency }: FinderQuestion,
  shop: IndexedShop,
  hits: SearchHits | undefined,
  { columns }: Selection,
): Ranking {
  const isDescending = sort !== 'PRICE_ASC' && sort !== 'NAME';
  if (sort === 'RELEVANCE') return { isDescending, keyAt: (slot) => hits?.rankOf[columns.numberAt(slot)] ?? 0 };
  if (sort === 'NAME') {
    const { rankOf } = shop.names[nameLocale];
    return { isDescending, keyAt: (slot) => rankOf[columns.numberAt(slot)] ?? 0 };
  }
  if (sort === 'RATING') return { isDescending, keyAt: (slot) => columns.ratingRankAt(slot) };
  // Ids are UUIDv7: theirs is the order in which the products were made.
  if (sort === 'NEWEST') return { isDescending, keyAt: () => 0 };
  const amounts = columns.pricesIn(currency);
  return { isDescending, keyAt: (slot) => amounts?.[slot] ?? 0 };
}

/** What comes before the id in a cursor. */
function sortKey(
  { sort, nameLocale }: FinderQuestion,
  shop: IndexedShop,
  ranking: Ranking,
  { columns }: Selection,
  slot: Slot,
): string[] {
  if (sort === 'NEWEST') return [];
  if (sort === 'NAME') return [shop.names[nameLocale].nameOf(columns.numberAt(slot))];
  return [`${ranking.keyAt(slot)}`];
}

function placeOf({ sort, nameLocale }: FinderQuestion, shop: IndexedShop, key: readonly string[]): Place {
  const id = key.at(-1) ?? '';
  if (sort === 'NEWEST') return { key: 0, id };
  // Between two ranks: the product that the cursor names may be gone.
  if (sort === 'NAME') return { key: shop.names[nameLocale].rankAfter(key[0] ?? '', id) - 0.5, id };
  return { key: Number(key[0]), id };
}
