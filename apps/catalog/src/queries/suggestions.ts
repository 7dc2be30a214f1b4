import { Injectable } from '@nestjs/common';
import { InvalidInput, pageSize } from '@tovar/platform';
import { inLocale, type Locale } from '../domain/localized-text.ts';
import { ProductCards } from './product-cards.ts';
import { fold, wordsOf } from './product-index/folded-words.ts';
import type { IndexedShop } from './product-index/indexed-shop.ts';
import { ProductIndex } from './product-index/product-index.ts';
import { LONGEST_SEARCH } from './search-words.ts';

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
    private readonly index: ProductIndex,
    private readonly cards: ProductCards,
  ) {}

  /** One statement, for the products. Throws `InvalidPageSize` and, for a text that is too long, `InvalidInput`. */
  async of({ text, locale, first }: SuggestionQuestion): Promise<Suggestion[]> {
    const size = pageSize(first, DEFAULT_SIZE);
    if (text.length > LONGEST_SEARCH)
      throw new InvalidInput([{ path: 'text', message: `At most ${LONGEST_SEARCH} characters.` }]);
    const typed = text.trim();
    if (!/[\p{L}\p{N}]/u.test(typed)) return [];
    const shop = await this.index.upToDate();
    const asTyped = await this.goingOn(typed, locale, shop);
    const found = asTyped.length > 0 ? asTyped : await this.goingOn(mended(typed, shop), locale, shop);
    return found.slice(0, size);
  }

  private async goingOn(typed: string, locale: Locale, shop: IndexedShop): Promise<Suggestion[]> {
    const products = await this.products(typed, locale, shop);
    return [...words(typed, shop), ...categories(typed, locale, shop), ...brands(typed, shop), ...products];
  }

  private async products(typed: string, locale: Locale, { names, columns }: IndexedShop): Promise<Suggestion[]> {
    const ids = names[locale]
      .beginningWith(typed, MOST_OF_A_KIND)
      .map((number) => columns.idAt(columns.slotOf(number)))
      .filter((id) => id !== '');
    const found = await this.cards.published(ids);
    return ids.flatMap((id) => {
      const card = found.get(id);
      return card ? [{ kind: 'PRODUCT' as const, text: inLocale(card.name, locale), slug: card.slug }] : [];
    });
  }
}

/** What was typed with its last word mended. */
function mended(typed: string, { vocabulary }: IndexedShop): string {
  const [begun, last] = apart(typed);
  return begun + (vocabulary.corrected(last, true) ?? last);
}

function words(typed: string, { vocabulary }: IndexedShop): Suggestion[] {
  const [begun, last] = apart(typed);
  if (last === '') return [];
  return vocabulary
    .completions(last, MOST_OF_A_KIND)
    .map((word) => ({ kind: 'WORDS', text: `${begun}${word}`.toLowerCase(), slug: null }));
}

function categories(typed: string, locale: Locale, shop: IndexedShop): Suggestion[] {
  return [...shop.categories.values()]
    .map(({ slug, name }) => ({ kind: 'CATEGORY' as const, text: inLocale(name, locale), slug }))
    .filter(({ text }) => beginsSomewhere(text, typed))
    .slice(0, MOST_OF_A_KIND);
}

function brands(typed: string, { columns: { dictionary } }: IndexedShop): Suggestion[] {
  const property = dictionary.property('BRAND', 'brand');
  return (property?.tokens ?? [])
    .map((id) => dictionary.at(id))
    .filter(({ uses, value }) => uses > 0 && beginsSomewhere(value, typed))
    .toSorted((a, b) => b.uses - a.uses)
    .slice(0, MOST_OF_A_KIND)
    .map(({ value }) => ({ kind: 'BRAND', text: value, slug: null }));
}

/** The finished words as they were typed, and the last one. */
function apart(typed: string): [begun: string, last: string] {
  const last = /[\p{L}\p{N}]+$/u.exec(typed)?.[0] ?? '';
  return [typed.slice(0, typed.length - last.length), last];
}

/** Whether the text or one of its words begins so. */
function beginsSomewhere(text: string, typed: string): boolean {
  const prefix = fold(typed);
  return fold(text).startsWith(prefix) || wordsOf(text).some((word) => word.startsWith(prefix));
}
