import { LOCALES, type Locale } from '../../domain/localized-text.ts';
import type { StemmedWord } from './word-stems.ts';

/** What a word counts for in the name, in the brand, and anywhere. */
const RANKS = { name: 100, brand: 40, text: 20 };
const NOTHING = { match_none: {} };

/**
 * Products that have all the words, each ranked by the best place where it is. A word of which one of the languages takes no
 * notice need not be there, unless it is all that was asked for.
 */
export function wordsQuery(words: readonly StemmedWord[], locale: Locale | null | undefined): object {
  const locales = locale ? [locale] : LOCALES;
  const isNeeded = ({ stems }: StemmedWord): boolean => locales.every((each) => stems[each].length > 0);
  const needed = words.filter(isNeeded).map((word) => wordQuery(word, locales));
  const optional = words
    .filter((word) => !isNeeded(word) && locales.some((each) => word.stems[each].length > 0))
    .map((word) => wordQuery(word, locales));
  if (needed.length > 0) return { bool: { must: needed, should: optional } };
  return optional.length > 0 ? { bool: { should: optional, minimum_should_match: 1 } } : NOTHING;
}

function wordQuery({ stems, isUnfinished }: StemmedWord, locales: readonly Locale[]): object {
  const queries = locales
    .filter((locale) => stems[locale].length > 0)
    .flatMap((locale) =>
      Object.entries(RANKS).map(([place, boost]) => {
        const field = `stems.${locale}.${place}`;
        const all = stems[locale].map((stem) => ({ [isUnfinished ? 'prefix' : 'term']: { [field]: stem } }));
        return { constant_score: { filter: { bool: { filter: all } }, boost } };
      }),
    );
  return { dis_max: { queries } };
}
