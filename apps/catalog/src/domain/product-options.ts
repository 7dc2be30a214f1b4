import type { LocalizedText } from './localized-text.ts';
import type { Variant } from './product.ts';

/** What a customer chooses to get to a variant, with all that there is to choose from. */
export interface ProductOption {
  readonly code: string;
  readonly label: LocalizedText;
  readonly values: ProductOptionValue[];
}

export interface ProductOptionValue {
  readonly value: string;
  readonly text: LocalizedText;
  readonly hex?: string;
}

/** The options of the variants, and of each its values, in the order in which the variants name them. */
export function optionsOf(variants: readonly Pick<Variant, 'options'>[]): ProductOption[] {
  const found = Map.groupBy(
    variants.flatMap(({ options }) => options),
    ({ code }) => code,
  );
  return Array.from(found, ([code, chosen]) => {
    const values = new Map(chosen.map(({ value, text, hex }) => [value, { value, text, ...(hex && { hex }) }]));
    return { code, label: chosen[0]?.label ?? { en: code, ru: code }, values: [...values.values()] };
  });
}
