import { Injectable } from '@nestjs/common';
import { LOCALES, type Locale } from '../../domain/localized-text.ts';
import { type SearchWord, searchWords } from '../search-words.ts';
import type { IndexedShop } from './indexed-shop.ts';
import type { ProductNumber } from './product-columns.ts';
import { type WordMatch, WordMatches } from './word-matches.ts';

/** What a search finds before any condition. */
export interface SearchHits {
  readonly numbers: readonly ProductNumber[];
  /** How well a product fits, by its number. */
  readonly rankOf: Int32Array;
  /** What was searched for instead of what was typed; null when that was found. */
  readonly correctedText: string | null;
}

/** What a word in the description, brand or name counts for. */
const RANKS = [0, 20, 40, 100];

/** Published products that have all the words that were typed, in any of their forms, mistakes mended. */
@Injectable()
export class WordSearch {
  constructor(private readonly matches: WordMatches) {}

  /** One statement, none when the words were searched for a moment ago. Without a language in both. */
  async find(typed: string, locale: Locale | null | undefined, shop: IndexedShop): Promise<SearchHits> {
    const words = searchWords(typed);
    const locales = locale ? [locale] : LOCALES;
    const instead = words.map((word) => insteadOf(word, shop));
    const asked = [...words, ...instead.filter((word) => word !== undefined)];
    const found = await this.matches.of(asked, locales, shop);
    const matchOf = new Map(asked.map((word, index) => [word, found[index] ?? []]));
    const chosen = words.map((word, index) => better(word, instead[index], matchOf));
    const isCorrected = chosen.some((word, index) => word !== words[index]);
    return {
      ...intersect(
        chosen.map((word) => matchOf.get(word) ?? []),
        shop,
      ),
      correctedText: isCorrected ? chosen.map(({ text }) => text).join(' ') : null,
    };
  }
}

/** What a word that the shop does not know may have meant. It is used only when nothing has the word itself. */
function insteadOf({ text, isUnfinished }: SearchWord, { vocabulary }: IndexedShop): SearchWord | undefined {
  if (vocabulary.knows(text, isUnfinished)) return undefined;
  const corrected = vocabulary.corrected(text, isUnfinished);
  return corrected === undefined ? undefined : { text: corrected, isUnfinished };
}

function better(
  word: SearchWord,
  instead: SearchWord | undefined,
  matchOf: ReadonlyMap<SearchWord, readonly WordMatch[]>,
): SearchWord {
  const isFound = (each: SearchWord): boolean =>
    matchOf.get(each)?.some(({ isStopWord, entries }) => isStopWord || entries.length > 0) ?? false;
  return instead && !isFound(word) && isFound(instead) ? instead : word;
}

/** Products that have every word, in whichever language; a stop word asks for nothing unless it means something elsewhere. */
function intersect(
  words: readonly (readonly WordMatch[])[],
  { columns }: IndexedShop,
): Pick<SearchHits, 'numbers' | 'rankOf'> {
  const asking = words.filter((matches) => !matches.some(({ isStopWord }) => isStopWord) || matches.some(hasEntries));
  const rankOf = new Int32Array(columns.numberCount);
  let numbers: ProductNumber[] = [];
  for (const [place, matches] of asking.entries()) {
    const weightOf = bestWeights(matches, columns.numberCount);
    const candidates = place === 0 ? numbersOf(matches, weightOf) : numbers;
    numbers = candidates.filter((number) => weightOf[number] !== 0);
    for (const number of numbers) rankOf[number] = (rankOf[number] ?? 0) + (RANKS[weightOf[number] ?? 0] ?? 0);
  }
  return { numbers, rankOf };
}

/** By product number: the weightiest place where it has the word, in any of the languages. */
function bestWeights(matches: readonly WordMatch[], numberCount: number): Uint8Array {
  const weightOf = new Uint8Array(numberCount);
  for (const { entries } of matches)
    for (const entry of entries) weightOf[entry >> 2] = Math.max(weightOf[entry >> 2] ?? 0, entry & 3);
  return weightOf;
}

/** Each once, also when both languages have it. */
function numbersOf(matches: readonly WordMatch[], weightOf: Uint8Array): ProductNumber[] {
  const isTaken = new Uint8Array(weightOf.length);
  const numbers: ProductNumber[] = [];
  for (const { entries } of matches)
    for (const entry of entries) {
      if (isTaken[entry >> 2]) continue;
      isTaken[entry >> 2] = 1;
      numbers.push(entry >> 2);
    }
  return numbers;
}

function hasEntries({ entries }: WordMatch): boolean {
  return entries.length > 0;
}
