import type { Locale } from '../domain/localized-text.ts';

/** Of a field with words in several languages. */
export interface InLocale {
  readonly locale: Locale;
}

/** Of a field with amounts in several currencies. */
export interface InCurrency {
  readonly currency: string;
}
