import { round } from './arithmetic.ts';
import { drawValues, type OptionSpec, type OptionValueSpec } from './catalogue/options.ts';
import { titled } from './catalogue/words.ts';
import type { DemoOption, DemoVariant, LocalizedText, Locale } from './demo-product.ts';
import { uuidV7 } from './ids.ts';
import { pricesFor } from './prices.ts';
import type { Random } from './random.ts';
import { drawStock } from './stock.ts';

/** An option with the values that one product is really made in. */
export interface DrawnOption {
  readonly spec: OptionSpec;
  readonly values: readonly OptionValueSpec[];
}

/** What all variants of a product have in common. */
export interface VariantBasis {
  readonly article: string;
  readonly productName: LocalizedText;
  readonly createdAtMs: number;
  readonly euroCents: number;
  readonly grams: number;
}

export function drawOptions(specs: readonly OptionSpec[], random: Random): DrawnOption[] {
  return specs.map((spec) => ({ spec, values: drawValues(spec, random.stream(spec.code)) }));
}

/** The option without its factors: what a shop stores about it. */
export function publicOption({ spec, values }: DrawnOption): DemoOption {
  return {
    code: spec.code,
    name: spec.name,
    values: values.map(({ code, name, hex }) => ({ code, name: titled(name), ...(hex && { hex }) })),
  };
}

/** Every combination of the option values as a variant; a product without options has a single one. */
export function makeVariants(basis: VariantBasis, options: readonly DrawnOption[], random: Random): DemoVariant[] {
  return combinations(options).map((values, index) => {
    const key = values.map(({ sku }) => sku).join('-');
    const own = random.stream(key);
    return {
      id: uuidV7(basis.createdAtMs, index + 1, own),
      sku: key ? `${basis.article}-${key}` : basis.article,
      name: { en: variantName(basis, values, 'en'), ru: variantName(basis, values, 'ru') },
      options: Object.fromEntries(values.map(({ code }, place) => [options[place]?.spec.code, code])),
      prices: pricesFor(multiplied(basis.euroCents, values, 'priceFactor')),
      weightGrams: multiplied(basis.grams, values, 'weightFactor'),
      stockOnHand: drawStock(own),
      pictureIndex: pictureIndexOf(values, options),
    };
  });
}

/** What holds for the cheapest and lightest variant, raised by the factors of the values that this one has instead. */
function multiplied(
  amount: number,
  values: readonly OptionValueSpec[],
  factor: 'priceFactor' | 'weightFactor',
): number {
  return round(values.reduce((product, value) => product * value[factor], amount));
}

function combinations(options: readonly DrawnOption[]): OptionValueSpec[][] {
  return options.reduce<OptionValueSpec[][]>(
    (shorter, { values }) => shorter.flatMap((chosen) => values.map((value) => [...chosen, value])),
    [[]],
  );
}

function variantName({ productName }: VariantBasis, values: readonly OptionValueSpec[], locale: Locale): string {
  return [productName[locale], ...values.map(({ name }) => name[locale])].join(', ');
}

/** A product has a picture for each colour it is sold in. */
function pictureIndexOf(values: readonly OptionValueSpec[], options: readonly DrawnOption[]): number {
  const place = options.findIndex(({ spec }) => spec.code === 'colour');
  const chosen = values[place];
  return chosen ? (options[place]?.values.indexOf(chosen) ?? 0) : 0;
}
