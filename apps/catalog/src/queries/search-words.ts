/** Longer questions are refused: nobody types them. */
export const LONGEST_SEARCH = 200;

const MOST_WORDS = 12;
/** Words, words joined by hyphens, and numbers with decimals, in any script. Nothing else reaches the query language. */
const WORD = /\p{N}+\.\p{N}+|[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu;

/**
 * What a person typed as text of PostgreSQL's `to_tsquery`: every word has to be there, the last one at least its
 * beginning, because it may still be being typed. Undefined when there is no word in it.
 */
export function searchExpression(typed: string): string | undefined {
  const words = typed.normalize('NFC').match(WORD)?.slice(0, MOST_WORDS);
  return words && `${words.map((word) => `'${word}'`).join(' & ')}:*`;
}
