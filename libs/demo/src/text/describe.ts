import type { LocalizedText } from '../demo-product.ts';
import type { Facts } from '../catalogue/facts.ts';
import type { ProductType } from '../catalogue/product-type.ts';
import type { Random } from '../random.ts';
import { paragraphsFor } from './paragraphs.ts';
import type { Sentence } from './sentence.ts';
import { render, type TemplateValues } from './template.ts';

/**
 * Writes a product's description, the same sentences in both languages: one of each slot, in order, among those that are
 * true of this product. A slot in which nothing is true is left out.
 */
export function describeProduct(
  type: ProductType,
  facts: Facts,
  values: TemplateValues,
  random: Random,
): LocalizedText {
  const sentences = paragraphsFor(type.code).flatMap((slot) => {
    const fitting = slot.filter(({ when }) => when(facts));
    return fitting.length > 0 ? [random.pick(fitting)] : [];
  });
  const inLocale = (locale: 'en' | 'ru'): string =>
    joined(sentences, (each) => render(each[locale], values, type.noun, locale));
  return { en: inLocale('en'), ru: inLocale('ru') };
}

function joined(sentences: readonly Sentence[], inWords: (sentence: Sentence) => string): string {
  return sentences.map(inWords).join(' ');
}
