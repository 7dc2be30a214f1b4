import type { LocalizedText } from '../demo-product.ts';
import type { Fact, Facts } from '../catalogue/facts.ts';
import type { Words } from '../catalogue/product-type.ts';
import { capitalized, text, type Noun } from '../catalogue/words.ts';
import type { TemplateValue, TemplateValues } from './template.ts';

/** Everything a product's templates may mention: its noun, brand, launch year, attributes and the words of its model. */
export function templateValues(noun: Noun, facts: Facts, words: Words): TemplateValues {
  return new Map<string, TemplateValue>([
    ['noun', { shown: text(noun.en.word, noun.ru.word) }],
    ['aNoun', { shown: text(noun.en.a, noun.ru.word) }],
    ['Noun', { shown: text(capitalized(noun.en.word), capitalized(noun.ru.word)) }],
    ['brand', { shown: same(facts.brand.name) }],
    ['year', { shown: same(String(new Date(facts.launchedAtMs).getUTCFullYear())) }],
    ...facts.all().map((fact) => [fact.attribute.code, factValue(fact)] as const),
    ...Object.entries(words).map(
      ([name, word]) => [name, { shown: typeof word === 'string' ? same(word) : word }] as const,
    ),
  ]);
}

function factValue({ attribute, wording }: Fact): TemplateValue {
  if (wording) return { shown: wording.plain, genitive: wording.genitive };
  if (attribute.kind === 'number') return { shown: figure(attribute.value), count: Math.abs(attribute.value) };
  return { shown: same(String(attribute.value)) };
}

function figure(value: number): LocalizedText {
  const minus = value < 0 ? '−' : '';
  const digits = String(Math.abs(value));
  return text(minus + digits, minus + digits.replace('.', ','));
}

function same(word: string): LocalizedText {
  return text(word, word);
}
