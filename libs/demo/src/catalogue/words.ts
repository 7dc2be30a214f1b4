import type { LocalizedText } from '../demo-product.ts';

/** Agreement form of a Russian noun: masculine, feminine, neuter or plural only. */
export type RussianForm = 'm' | 'f' | 'n' | 'pl';

/** What a product is called inside a sentence. `a` carries its article: "a laptop", "headphones". */
export interface Noun {
  readonly en: { readonly word: string; readonly a: string; readonly isPlural: boolean };
  readonly ru: { readonly word: string; readonly form: RussianForm };
}

export function text(en: string, ru: string): LocalizedText {
  return { en, ru };
}

/** A countable English noun: `noun('laptop', 'ноутбук', 'm')`. */
export function noun(word: string, russian: string, form: RussianForm): Noun {
  const article = /^[aeiou]/.test(word) ? 'an' : 'a';
  return { en: { word, a: `${article} ${word}`, isPlural: false }, ru: { word: russian, form } };
}

/** A noun that English uses without an article: `massNoun('tea', 'чай', 'm')`. */
export function massNoun(word: string, russian: string, form: RussianForm): Noun {
  return { en: { word, a: word, isPlural: false }, ru: { word: russian, form } };
}

/** An English plural, such as "headphones". */
export function pluralNoun(word: string, russian: string, form: RussianForm): Noun {
  return { en: { word, a: word, isPlural: true }, ru: { word: russian, form } };
}

/** A text as it is shown on its own, where sentences have it in lower case. */
export function titled({ en, ru }: LocalizedText): LocalizedText {
  return text(capitalized(en), capitalized(ru));
}

export function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
