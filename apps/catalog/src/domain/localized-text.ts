/** The languages that the shop speaks. */
export const LOCALES = ['EN', 'RU'] as const;
export type Locale = (typeof LOCALES)[number];

/** The same text in both languages. */
export interface LocalizedText {
  readonly en: string;
  readonly ru: string;
}

export function inLocale(text: LocalizedText, locale: Locale): string {
  return locale === 'RU' ? text.ru : text.en;
}
