/** Longer questions are refused: nobody types them. */
export const LONGEST_SEARCH = 200;

const MOST_WORDS = 12;
/** Words, words joined by hyphens, and numbers with decimals, in any script. Nothing else reaches the query language. */
const WORD = /\p{N}+\.\p{N}+|[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu;

/** A word that was typed; the last one may still be being typed, so that its beginning will do. */
export interface SearchWord {
  readonly text: string;
  readonly isUnfinished: boolean;
}

/** The words of what a person typed, all of which have to be there. */
export function searchWords(typed: string): SearchWord[] {
  const words = typed.normalize('NFC').match(WORD)?.slice(0, MOST_WORDS) ?? [];
  return words.map((text, index) => ({ text, isUnfinished: index === words.length - 1 }));
}

/**
 * A word as text of PostgreSQL's `to_tsquery`, in the weights A (name), B (brand) and C (description), or in those that
 * are named.
 */
export function searchExpression({ text, isUnfinished }: SearchWord, weights = ''): string {
  const suffix = `${isUnfinished ? '*' : ''}${weights}`;
  return suffix ? `'${text}':${suffix}` : `'${text}'`;
}
