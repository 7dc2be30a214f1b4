import type { LocalizedText, Locale } from '../demo-product.ts';
import type { Noun } from '../catalogue/words.ts';

/**
 * The language of names and sentences:
 *
 * - `{memory}` – a value; `{material.of}` – its genitive ("of cotton", «из хлопка»);
 * - `{battery:час|часа|часов}` – a number with the right form of its noun (English: `{battery:hour|hours}`);
 * - `[он|она|оно|они]` – agreement with the product's noun: masculine, feminine, neuter, plural
 *   (English: `[is|are]`, singular and plural).
 */
export type Template = string;

/** What placeholders stand for; an absent genitive falls back on the value itself. */
export type TemplateValues = ReadonlyMap<string, TemplateValue>;

export interface TemplateValue {
  readonly shown: LocalizedText;
  readonly genitive?: LocalizedText;
  /** Present on numbers, which nouns agree with. */
  readonly count?: number;
}

/** Puts a template into words in one language; an empty value leaves no gap. */
export function render(template: Template, values: TemplateValues, noun: Noun, locale: Locale): string {
  const words = partsOf(template)
    .map((part) => part(values, noun, locale))
    .join('')
    .trim();
  return words.includes('  ') ? words.replaceAll(/ {2,}/g, ' ') : words;
}

type Part = (values: TemplateValues, noun: Noun, locale: Locale) => string;

// Templates are constants of the catalogue, so the cache is as small as the catalogue is.
const parsed = new Map<Template, Part[]>();

function partsOf(template: Template): Part[] {
  const known = parsed.get(template);
  if (known) return known;
  const parts = template.split(/(\{[^}]*\}|\[[^\]]*\])/).map(parsePart);
  parsed.set(template, parts);
  return parts;
}

function parsePart(source: string): Part {
  if (source.startsWith('[')) return agreement(source.slice(1, -1).split('|'));
  if (!source.startsWith('{')) return () => source;
  const [name = '', forms] = source.slice(1, -1).split(':');
  if (forms) return counted(name, forms.split('|'));
  if (name.endsWith('.of')) return genitive(name.slice(0, -'.of'.length));
  return (values, _, locale) => valueOf(name, values).shown[locale];
}

function agreement(forms: readonly string[]): Part {
  return (_, { en, ru }, locale) => {
    const index = locale === 'en' ? Number(en.isPlural) : ['m', 'f', 'n', 'pl'].indexOf(ru.form);
    return forms[index] ?? '';
  };
}

function counted(name: string, forms: readonly string[]): Part {
  return (values, _, locale) => {
    const { shown, count = 0 } = valueOf(name, values);
    return `${shown[locale]} ${pluralForm(count, forms, locale)}`;
  };
}

function genitive(name: string): Part {
  return (values, _, locale) => {
    const value = valueOf(name, values);
    return (value.genitive ?? value.shown)[locale];
  };
}

const RULES = { en: new Intl.PluralRules('en'), ru: new Intl.PluralRules('ru') };

function pluralForm(count: number, forms: readonly string[], locale: Locale): string {
  const category = RULES[locale].select(count);
  if (locale === 'en') return forms[category === 'one' ? 0 : 1] ?? '';
  // A Russian fraction ("other") takes the form of two: «1,5 часа».
  return forms[{ one: 0, few: 1, other: 1, two: 1, zero: 2, many: 2 }[category]] ?? '';
}

function valueOf(name: string, values: TemplateValues): TemplateValue {
  const value = values.get(name);
  if (!value) throw new ReferenceError(`No value for {${name}} in a text template.`);
  return value;
}
