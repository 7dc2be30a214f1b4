import { fold } from '../product-index/folded-words.ts';
import { onOtherLayout } from '../product-index/keyboard-layout.ts';
import { nearest } from '../product-index/vocabulary.ts';
import type { SearchWord } from '../search-words.ts';
import type { SearchAnswer } from './engine-answers.ts';

const LETTERS = /^\p{L}+$/u;
const MOST_COMPARED = 30;
/** More mistakes than these no engine mends. */
const MOST_MISTAKES = 2;

/** How many products have a word that is this or, for an unfinished one, begins so; and which words are like it. */
export function lookUp(shown: object, { text, isUnfinished }: SearchWord): object[] {
  const relaid = fold(onOtherLayout(text));
  return [
    counting(shown, fold(text), isUnfinished),
    counting(shown, relaid, isUnfinished),
    {
      size: 0,
      query: { match_none: {} },
      suggest: { like: { text: fold(text), term: { field: 'vocabulary', ...LIKE } } },
    },
  ];
}

const LIKE = {
  suggest_mode: 'always',
  max_edits: MOST_MISTAKES,
  prefix_length: 0,
  min_word_length: 3,
  size: MOST_COMPARED,
  shard_size: 4 * MOST_COMPARED,
};

function counting(shown: object, word: string, isUnfinished: boolean): object {
  const query = { [isUnfinished ? 'prefix' : 'term']: { vocabulary: word } };
  return { size: 0, query: { bool: { filter: [shown, query] } } };
}

/** How a word may be mended: as it is typed on the other keyboard layout, or by one of the words that are like it. */
export interface Mendings {
  readonly relaid?: string;
  readonly like: readonly string[];
}

/** None for a word that the shop has. */
export function mendingsOf({ text }: SearchWord, [known, relaid, like]: readonly SearchAnswer[]): Mendings {
  if (known && known.hits.total.value > 0) return { like: [] };
  const onOther = onOtherLayout(text);
  if (LETTERS.test(onOther) && relaid && relaid.hits.total.value > 0) return { relaid: onOther, like: [] };
  const words = like?.suggest?.like?.flatMap(({ options }) => options.map((option) => option.text)) ?? [];
  return { like: LETTERS.test(text) ? words : [] };
}

/** How many products have each of the words now: the engine suggests also those of products that are gone. */
export function countWords(shown: object, words: readonly string[]): object {
  const vocabulary = { terms: { field: 'vocabulary', include: words, size: words.length } };
  return { size: 0, query: { bool: { filter: [shown, { terms: { vocabulary: words } }] } }, aggs: { vocabulary } };
}

/** What a word was probably meant to be; undefined when nothing is near enough. */
export function mended(
  { text, isUnfinished }: SearchWord,
  { relaid, like }: Mendings,
  counts: ReadonlyMap<string, number>,
): string | undefined {
  if (relaid) return relaid;
  const living = like.map((word) => ({ word, count: counts.get(word) ?? 0 })).filter(({ count }) => count > 0);
  return nearest({ word: fold(text), isUnfinished }, () => living);
}
