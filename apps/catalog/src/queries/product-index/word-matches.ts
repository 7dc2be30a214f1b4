import { Injectable } from '@nestjs/common';
import { Database } from '@tovar/platform';
import { LOCALES, type Locale } from '../../domain/localized-text.ts';
import { searchExpression, type SearchWord } from '../search-words.ts';
import type { IndexedShop } from './indexed-shop.ts';

/** Which products have a word, and where: a name says more about a product than its description. */
export interface WordMatch {
  /** The language takes no notice of such words: "the". */
  readonly isStopWord: boolean;
  /** Each the product's number times four plus where the word is: 3 name, 2 brand, 1 description. */
  readonly entries: Int32Array;
}

/** Half of them at least are kept: at four bytes each, eight megabytes. */
const MOST_KEPT = 2_000_000;
const ID_LENGTH = 36;

/**
 * Asks PostgreSQL which products have a word, in any of its forms, and remembers the answer until products are found by
 * other words than before.
 */
@Injectable()
export class WordMatches {
  private remembered = new Map<string, WordMatch>();
  private kept = 0;
  private rememberedOf?: { shop: IndexedShop; revision: number };

  constructor(private readonly database: Database) {}

  /** In the order of the words, by language. One statement, or none. */
  async of(
    words: readonly SearchWord[],
    locales: readonly Locale[],
    shop: IndexedShop,
  ): Promise<readonly WordMatch[][]> {
    this.forgetOld(shop);
    const missing = words.filter((word) => locales.some((locale) => !this.remembered.has(keyOf(word, locale))));
    const found = missing.length > 0 ? await this.ask(missing, shop) : new Map<string, WordMatch>();
    return words.map((word) =>
      locales.map((locale) => found.get(keyOf(word, locale)) ?? this.remembered.get(keyOf(word, locale)) ?? NOTHING),
    );
  }

  private async ask(words: readonly SearchWord[], shop: IndexedShop): Promise<ReadonlyMap<string, WordMatch>> {
    const revision = shop.textRevision;
    const rows = await this.database.prepared<MatchRow>(MATCHES, [
      words.map((word) => searchExpression(word)),
      words.map((word) => searchExpression(word, 'A')),
      words.map((word) => searchExpression(word, 'B')),
    ]);
    const found = new Map<string, WordMatch>();
    for (const row of rows) {
      const word = words[row.place - 1];
      if (word) found.set(keyOf(word, row.locale), toWordMatch(row, shop));
    }
    // What was read before a change must not be remembered as read after it.
    this.forgetOld(shop);
    if (shop.textRevision === revision) for (const [key, match] of found) this.remember(key, match);
    return found;
  }

  private remember(key: string, match: WordMatch): void {
    this.kept += match.entries.length;
    this.remembered.set(key, match);
    for (const [oldest, { entries }] of this.remembered) {
      if (this.kept <= MOST_KEPT) return;
      this.kept -= entries.length;
      this.remembered.delete(oldest);
    }
  }

  private forgetOld(shop: IndexedShop): void {
    if (this.rememberedOf?.shop === shop && this.rememberedOf.revision === shop.textRevision) return;
    this.remembered = new Map();
    this.kept = 0;
    this.rememberedOf = { shop, revision: shop.textRevision };
  }
}

const NOTHING: WordMatch = { isStopWord: false, entries: new Int32Array(0) };

function keyOf({ text, isUnfinished }: SearchWord, locale: Locale): string {
  return `${locale}${isUnfinished ? '*' : ' '}${text}`;
}

interface MatchRow {
  readonly place: number;
  readonly locale: Locale;
  readonly is_stop_word: boolean;
  /** Ids one after the other; null when no product has the word. */
  readonly ids: string | null;
  /** A digit for each id: where the word is. */
  readonly weights: string | null;
}

function toWordMatch({ is_stop_word: isStopWord, ids, weights }: MatchRow, { columns }: IndexedShop): WordMatch {
  const entries: number[] = [];
  for (let index = 0; index * ID_LENGTH < (ids?.length ?? 0); index += 1) {
    const number = columns.numberOf(ids?.slice(index * ID_LENGTH, (index + 1) * ID_LENGTH) ?? '');
    if (number !== undefined) entries.push(number * 4 + Number(weights?.[index]));
  }
  return { isStopWord, entries: Int32Array.from(entries) };
}

const CONFIGURATION: Record<Locale, { readonly name: string; readonly column: string }> = {
  EN: { name: 'catalog.english_text', column: 'p.search_en' },
  RU: { name: 'catalog.russian_text', column: 'p.search_ru' },
};

/** Both languages at once: most shops are searched in both, and a word that is in one of them only costs little. */
const MATCHES = {
  name: 'search.matches',
  text: LOCALES.map(matchesIn).join(' UNION ALL '),
};

function matchesIn(locale: Locale): string {
  const { name, column } = CONFIGURATION[locale];
  return `
    SELECT word.place::integer, '${locale}' AS locale, numnode(word.anywhere) = 0 AS is_stop_word, hit.ids, hit.weights
      FROM (SELECT place, to_tsquery('${name}', typed) AS anywhere, to_tsquery('${name}', as_name) AS in_name,
                   to_tsquery('${name}', as_brand) AS in_brand
              FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS asked(typed, as_name, as_brand, place)) AS word
     CROSS JOIN LATERAL (
       SELECT string_agg(p.id::text, '') AS ids,
              string_agg(CASE WHEN ${column} @@ word.in_name THEN '3' WHEN ${column} @@ word.in_brand THEN '2' ELSE '1' END, '') AS weights
         FROM product p WHERE p.status = 'PUBLISHED' AND ${column} @@ word.anywhere) AS hit`;
}
