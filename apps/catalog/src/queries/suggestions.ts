import { Injectable } from '@nestjs/common';
import { InvalidInput, pageSize } from '@tovar/platform';
import { inLocale, type Locale } from '../domain/localized-text.ts';
import type { CategoryView } from './category-tree.ts';
import { ProductCards } from './product-cards.ts';
import { ProductFinder } from './product-finder.ts';
import { LONGEST_SEARCH } from './search-words.ts';
import { apart, beginsSomewhere } from './typed-text.ts';

export const SUGGESTION_KINDS = ['WORDS', 'CATEGORY', 'BRAND', 'PRODUCT'] as const;

/** How what somebody is typing may go on. */
export interface Suggestion {
  readonly kind: (typeof SUGGESTION_KINDS)[number];
  readonly text: string;
  /** The address of a category or product. */
  readonly slug: string | null;
}

export interface SuggestionQuestion {
  readonly text: string;
  readonly locale: Locale;
  readonly first?: number | null;
}

const DEFAULT_SIZE = 10;
/** Of each kind, so that none crowds out the others. */
const MOST_OF_A_KIND = 5;

/** Words, categories, brands and products that begin with what is being typed. */
@Injectable()
export class Suggestions {
  constructor(
    private readonly finder: ProductFinder,
    private readonly cards: ProductCards,
  ) {}

  /** One statement, for the products. Throws `InvalidPageSize` and, for a text that is too long, `InvalidInput`. */
  async of({ text, locale, first }: SuggestionQuestion): Promise<Suggestion[]> {
    const size = pageSize(first, DEFAULT_SIZE);
    if (text.length > LONGEST_SEARCH)
      throw new InvalidInput([{ path: 'text', message: `At most ${LONGEST_SEARCH} characters.` }]);
    const typed = text.trim();
    if (!/[\p{L}\p{N}]/u.test(typed)) return [];
    const asTyped = await this.goingOn(typed, locale);
    const found = asTyped.length > 0 ? asTyped : await this.goingOn(await this.finder.mend(typed), locale);
    return found.slice(0, size);
  }

  private async goingOn(typed: string, locale: Locale): Promise<Suggestion[]> {
    const { words, categories, brands, productIds } = await this.finder.complete(typed, locale, MOST_OF_A_KIND);
    const [begun] = apart(typed);
    return [
      ...words.map((word) => ({ kind: 'WORDS' as const, text: `${begun}${word}`.toLowerCase(), slug: null })),
      ...categoriesBeginning(typed, locale, categories),
      ...brands.map((text) => ({ kind: 'BRAND' as const, text, slug: null })),
      ...(await this.products(productIds, locale)),
    ];
  }

  private async products(ids: readonly string[], locale: Locale): Promise<Suggestion[]> {
    const found = await this.cards.published(ids);
    return ids.flatMap((id) => {
      const card = found.get(id);
      return card ? [{ kind: 'PRODUCT' as const, text: inLocale(card.name, locale), slug: card.slug }] : [];
    });
  }
}

function categoriesBeginning(typed: string, locale: Locale, categories: Iterable<CategoryView>): Suggestion[] {
  return [...categories]
    .map(({ slug, name }) => ({ kind: 'CATEGORY' as const, text: inLocale(name, locale), slug }))
    .filter(({ text }) => beginsSomewhere(text, typed))
    .slice(0, MOST_OF_A_KIND);
}
