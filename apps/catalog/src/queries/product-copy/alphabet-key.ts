import { fold } from '../product-index/folded-words.ts';

const NEITHER_WORD_NOR_SPACE = /[^\p{L}\p{N} ]/gu;

/**
 * A name as an engine orders it, which compares codes: by the alphabet, whatever its capitals and accents, signs before
 * digits before letters. So does PostgreSQL, but for names that differ in nothing else.
 */
export function alphabetKey(name: string): string {
  return fold(name).replace(NEITHER_WORD_NOR_SPACE, '!');
}
