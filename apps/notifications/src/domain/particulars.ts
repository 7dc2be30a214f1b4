import { formatDecimal, fromJson, localized, moneyJson } from '@tovar/contracts';
import { z } from 'zod';

/** The languages in which the shop speaks to people. */
export const LOCALES = ['EN', 'RU'] as const;
export type Locale = (typeof LOCALES)[number];

const particular = z.union([z.string(), localized, moneyJson]);

/** What a notification's text is made of: words, words in both languages, and money. */
export const particulars = z.record(z.string(), particular);
export type Particulars = z.output<typeof particulars>;

/** Every value as it is written in a language. */
export function inWords(values: Particulars, locale: Locale): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, wordsOf(value, locale)]));
}

function wordsOf(value: Particulars[string], locale: Locale): string {
  if (typeof value === 'string') return value;
  if ('currency' in value) return moneyInWords(value, locale);
  return locale === 'RU' ? value.ru : value.en;
}

/** With all decimals of the currency: nothing is rounded on its way to a person. */
function moneyInWords(value: z.output<typeof moneyJson>, locale: Locale): string {
  const decimal = formatDecimal(fromJson(value));
  const language = locale === 'RU' ? 'ru-RU' : 'en-US';
  const format = new Intl.NumberFormat(language, { style: 'currency', currency: value.currency });
  return format.format(decimal as `${number}`);
}
