import type { ProductAttribute } from './attribute.ts';
import type { LocalizedText } from './localized-text.ts';

const YES: LocalizedText = { en: 'yes', ru: 'да' };
const NO: LocalizedText = { en: 'no', ru: 'нет' };

/** The value of an attribute as people read it. */
export function attributeText({ kind, value, text }: Pick<ProductAttribute, 'kind' | 'value' | 'text'>): LocalizedText {
  if (text) return text;
  if (kind === 'BOOLEAN') return value === 'true' ? YES : NO;
  return { en: value, ru: value };
}
