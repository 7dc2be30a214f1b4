import type { NotificationKind } from './kind.ts';
import { inWords, type Locale, type Particulars } from './particulars.ts';

/** A notification in a language. */
export interface Told {
  readonly title: string;
  readonly text: string;
  /** Of the storefront, for example `/orders/0190…`. */
  readonly path: string;
}

/** Says a notification in words. */
export function tell(kind: NotificationKind, values: Particulars, locale: Locale): Told {
  const words = inWords(values, locale);
  const { title, text } = kind.wording[locale];
  const inPath = Object.fromEntries(Object.entries(words).map(([name, value]) => [name, encodeURIComponent(value)]));
  return { title: fill(title, words), text: fill(text, words), path: fill(kind.path, inPath) };
}

/** Only places of the text itself are filled, not those that a value brings along. */
function fill(text: string, words: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => (Object.hasOwn(words, name) ? (words[name] ?? '') : ''));
}
