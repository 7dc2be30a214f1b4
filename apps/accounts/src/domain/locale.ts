/** The languages in which the shop writes to a person. */
export const LOCALES = ['EN', 'RU'] as const;
export type Locale = (typeof LOCALES)[number];

/** The first language of an `Accept-Language` header that the shop speaks; English when there is none. */
export function preferredLocale(acceptLanguage: string | undefined): Locale {
  const wanted = (acceptLanguage ?? '').split(',').map((range) => range.trim().slice(0, 2).toUpperCase());
  return wanted.find(isLocale) ?? 'EN';
}

function isLocale(text: string): text is Locale {
  return (LOCALES as readonly string[]).includes(text);
}
