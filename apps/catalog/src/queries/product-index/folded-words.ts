const WORD = /\p{L}{2,}/gu;
const LATIN_ACCENTS = /(?<=[a-z])[\u0300-\u036f]+/g;

/** Small letters without accents, "ё" as "е": how words are compared, here as in the full text search. */
export function fold(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е').normalize('NFD').replace(LATIN_ACCENTS, '').normalize('NFC');
}

/** The words of a text, folded; numbers and single letters are none. */
export function wordsOf(text: string): string[] {
  return fold(text).match(WORD) ?? [];
}
