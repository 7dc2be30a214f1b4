import { Injectable } from '@nestjs/common';
import { WHOLE_SHOP } from '../domain/listing.ts';
import type { Locale } from '../domain/localized-text.ts';
import { cursorOf, ID_PART, keyOfCursor, WHOLE_NUMBER_PART } from './list-cursor.ts';
import { listingOrder, type ProductSort } from './listing-order.ts';
import { type Conditions, type ConditionsAsked, toConditions } from './product-index/conditions.ts';
import { type Facet, facetsOf } from './product-index/facets.ts';
import type { IndexedShop } from './product-index/indexed-shop.ts';
import type { Slot } from './product-index/product-columns.ts';
import { ProductIndex } from './product-index/product-index.ts';
import { firstOf, type Place, type Ranking } from './product-index/ranking.ts';
import { type SearchHits, SearchEngine } from './product-index/search-engine.ts';
import { select, type Selection } from './product-index/selection.ts';
import { entriesOf, type ProductPage } from './product-page.ts';
import { RememberedCards } from './remembered-cards.ts';

/** What is asked of a list that the database has no index for. */
export interface IndexedQuestion extends Omit<ConditionsAsked, 'isByPrice'> {
  readonly sort: ProductSort | 'RELEVANCE';
  /** The language of the names that are sorted by. */
  readonly nameLocale: Locale;
  /** What is searched for, in one language or in both. */
  readonly search?: { readonly text: string; readonly locale?: Locale | null };
}

/** Filtered, found and counted in memory; only the cards of one page are read from the database. */
@Injectable()
export class IndexedPages {
  constructor(
    private readonly index: ProductIndex,
    private readonly engine: SearchEngine,
    private readonly cards: RememberedCards,
  ) {}

  /**
   * One statement, one more for words that were not searched for of late and one for cards that are new to this process.
   * Throws what `toConditions` and cursors throw.
   */
  async page(question: IndexedQuestion, size: number, after: string | null): Promise<ProductPage> {
    const list = listOf(question);
    const key = after === null ? undefined : keyOfCursor(list.name, after, list.parts);
    const { shop, conditions, selection, hits } = await this.select(question);
    const { columns } = selection;
    const ranking = rankingOf(question, shop, hits, selection);
    const place = key && placeOf(question, shop, key);
    const slots = firstOf(selection.matched, columns, ranking, { count: size + 1, after: place });
    const shown = slots.slice(0, size).map((slot) => {
      const id = columns.idAt(slot);
      const parts = [...sortKey(question, shop, ranking, selection, slot), id];
      return { id, cursor: () => cursorOf(list.name, parts) };
    });
    return {
      entries: entriesOf(shown, await this.cards.published(shown.map(({ id }) => id))),
      hasNext: slots.length > size,
      endCursor: shown.at(-1)?.cursor() ?? null,
      listedUnder: conditions.category?.id ?? WHOLE_SHOP,
      isByRating: question.sort === 'RATING' || conditions.minRating !== undefined,
      correctedText: hits?.correctedText ?? null,
      countAll: async () => selection.matched.length,
      facets: async () => facetsOf(selection, conditions, shop),
    };
  }

  /** How many products such a list has, and how it may be narrowed. */
  async count(question: IndexedQuestion): Promise<{ total: number; facets: () => readonly Facet[] }> {
    const { selection, conditions, shop } = await this.select(question);
    return { total: selection.matched.length, facets: () => facetsOf(selection, conditions, shop) };
  }

  private async select({ search, sort, ...question }: IndexedQuestion): Promise<Selected> {
    const shop = await this.index.upToDate();
    const isByPrice = sort === 'PRICE_ASC' || sort === 'PRICE_DESC';
    const conditions = toConditions({ ...question, isByPrice }, shop);
    const hits = search && (await this.engine.find(search.text, search.locale, shop));
    return { shop, conditions, hits, selection: select(conditions, shop, hits?.numbers) };
  }
}

interface Selected {
  readonly shop: IndexedShop;
  readonly conditions: Conditions;
  readonly selection: Selection;
  readonly hits?: SearchHits;
}

/** The name and the cursors of a list; without a search they are those of the same list in the database. */
function listOf({ sort, nameLocale, currency, search }: IndexedQuestion): { name: string; parts: readonly RegExp[] } {
  if (sort === 'RELEVANCE') return { name: `search/${search?.locale ?? 'ANY'}`, parts: [WHOLE_NUMBER_PART, ID_PART] };
  if (sort === 'RATING') return { name: 'rating', parts: [WHOLE_NUMBER_PART, ID_PART] };
  const { name, isByPrice, parts } = listingOrder(sort, nameLocale);
  return { name: isByPrice ? `${name}/${currency}` : name, parts };
}

function rankingOf(
  { sort, nameLocale, currency }: IndexedQuestion,
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
  { sort, nameLocale }: IndexedQuestion,
  shop: IndexedShop,
  ranking: Ranking,
  { columns }: Selection,
  slot: Slot,
): string[] {
  if (sort === 'NEWEST') return [];
  if (sort === 'NAME') return [shop.names[nameLocale].nameOf(columns.numberAt(slot))];
  return [`${ranking.keyAt(slot)}`];
}

function placeOf({ sort, nameLocale }: IndexedQuestion, shop: IndexedShop, key: readonly string[]): Place {
  const id = key.at(-1) ?? '';
  if (sort === 'NEWEST') return { key: 0, id };
  // Between two ranks: the product that the cursor names may be gone.
  if (sort === 'NAME') return { key: shop.names[nameLocale].rankAfter(key[0] ?? '', id) - 0.5, id };
  return { key: Number(key[0]), id };
}
