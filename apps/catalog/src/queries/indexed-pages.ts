import { Injectable } from '@nestjs/common';
import { cursorOf, ID_PART, keyOfCursor, WHOLE_NUMBER_PART } from './list-cursor.ts';
import { listingOrder } from './listing-order.ts';
import { type CountedProducts, type FinderQuestion, ProductFinder } from './product-finder.ts';
import { entriesOf, type ProductPage } from './product-page.ts';
import { RememberedCards } from './remembered-cards.ts';

/** Lists that the database has no index for: found elsewhere, only the cards of one page are read from the database. */
@Injectable()
export class IndexedPages {
  constructor(
    private readonly finder: ProductFinder,
    private readonly cards: RememberedCards,
  ) {}

  /**
   * One statement, one more for cards that are new to this process, and those of the finder. Throws what that and cursors
   * throw.
   */
  async page(question: FinderQuestion, size: number, after: string | null): Promise<ProductPage> {
    const list = listOf(question);
    const key = after === null ? undefined : keyOfCursor(list.name, after, list.parts);
    const { places, total, ...found } = await this.finder.find(question, { count: size + 1, after: key });
    const shown = places
      .slice(0, size)
      .map((place) => ({ id: place.id, cursor: () => cursorOf(list.name, [...place.key, place.id]) }));
    return {
      ...found,
      entries: entriesOf(shown, await this.cards.published(shown.map(({ id }) => id))),
      hasNext: places.length > size,
      endCursor: shown.at(-1)?.cursor() ?? null,
      isByRating: question.sort === 'RATING' || Boolean(question.filter?.minRating),
      mayBeBehind: this.finder.mayBeBehind,
      countAll: async () => total,
    };
  }

  /** How many products such a list has, and how it may be narrowed. */
  count(question: FinderQuestion): Promise<CountedProducts> {
    return this.finder.count(question);
  }
}

/** The name and the cursors of a list; without a search they are those of the same list in the database. */
function listOf({ sort, nameLocale, currency, search }: FinderQuestion): { name: string; parts: readonly RegExp[] } {
  if (sort === 'RELEVANCE') return { name: `search/${search?.locale ?? 'ANY'}`, parts: [WHOLE_NUMBER_PART, ID_PART] };
  if (sort === 'RATING') return { name: 'rating', parts: [WHOLE_NUMBER_PART, ID_PART] };
  const { name, isByPrice, parts } = listingOrder(sort, nameLocale);
  return { name: isByPrice ? `${name}/${currency}` : name, parts };
}
