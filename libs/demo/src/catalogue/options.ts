import type { DemoOptionValue, LocalizedText } from '../demo-product.ts';
import type { Random } from '../random.ts';
import type { Colour } from './colours.ts';
import { text } from './words.ts';

/** A value a customer may choose; a factor of 1.2 makes the variant a fifth dearer or heavier than the lightest one. */
export interface OptionValueSpec extends DemoOptionValue {
  /** Its part of the SKU, unique within the option. */
  readonly sku: string;
  readonly priceFactor: number;
  readonly weightFactor: number;
}

/** How one option of a product type is drawn: how many values, and whether they must be neighbours (as sizes are). */
export interface OptionSpec {
  readonly code: string;
  readonly name: LocalizedText;
  readonly values: readonly OptionValueSpec[];
  readonly min: number;
  readonly max: number;
  readonly areAdjacent: boolean;
}

/** Between `min` and `max` colours of a palette. */
export function colours(palette: readonly Colour[], min: number, max: number): OptionSpec {
  const values = palette.map(({ code, sku, name, hex }) => ({ code, sku, name, hex, priceFactor: 1, weightFactor: 1 }));
  return { code: 'colour', name: text('Colour', 'Цвет'), values, min, max, areAdjacent: false };
}

const CLOTHING_SIZES = ['XXS', 'XS', 'S', 'M', 'L', 'XL', 'XXL', '3XL'] as const;

/** Four to six neighbouring clothing sizes; each weighs a little more than the one before. */
export function clothingSizes(): OptionSpec {
  const values = CLOTHING_SIZES.map((size, index) => plainValue(size, { weightFactor: 1 + index * 0.04 }));
  return { code: 'size', name: text('Size', 'Размер'), values, min: 4, max: 6, areAdjacent: true };
}

/** Five to seven neighbouring European shoe sizes. */
export function shoeSizes(smallest: number, largest: number): OptionSpec {
  const values = Array.from({ length: largest - smallest + 1 }, (_, index) =>
    plainValue(String(smallest + index), { weightFactor: 1 + index * 0.025 }),
  );
  return { code: 'size', name: text('EU size', 'Размер (EU)'), values, min: 5, max: 7, areAdjacent: true };
}

/** An amount that can be chosen, with what each costs and weighs in relation to the first. */
export interface Step {
  readonly amount: number;
  readonly price: number;
  readonly weight?: number;
}

/** Neighbouring amounts of one unit: memory, volume, mass. */
export function amounts(
  option: { code: string; name: LocalizedText; unit: LocalizedText; min: number; max: number },
  steps: readonly Step[],
): OptionSpec {
  const { code, name, unit, min, max } = option;
  const values = steps.map(({ amount, price, weight = 1 }) => ({
    code: String(amount),
    sku: String(amount),
    name: text(`${amount} ${unit.en}`, `${amount} ${unit.ru}`),
    priceFactor: price,
    weightFactor: weight,
  }));
  return { code, name, values, min, max, areAdjacent: true };
}

/** Named kinds, such as hardcover and paperback. */
export function kinds(
  option: { code: string; name: LocalizedText; min: number },
  values: readonly OptionValueSpec[],
): OptionSpec {
  return { ...option, values, max: values.length, areAdjacent: true };
}

export function kind(code: string, sku: string, name: LocalizedText, price: number, weight: number): OptionValueSpec {
  return { code, sku, name, priceFactor: price, weightFactor: weight };
}

/** The values one product is made in, in the order of the specification. */
export function drawValues(spec: OptionSpec, random: Random): OptionValueSpec[] {
  const count = random.integer(spec.min, Math.min(spec.max, spec.values.length));
  if (!spec.areAdjacent) return random.sample(spec.values, count);
  const first = random.integer(0, spec.values.length - count);
  return spec.values.slice(first, first + count);
}

function plainValue(size: string, factors: { weightFactor: number }): OptionValueSpec {
  return { code: size.toLowerCase(), sku: size, name: text(size, size), priceFactor: 1, ...factors };
}
