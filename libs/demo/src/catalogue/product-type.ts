import type { LocalizedText } from '../demo-product.ts';
import type { Random } from '../random.ts';
import type { AttributeSpec } from './attributes.ts';
import type { Brand, Facts } from './facts.ts';
import type { OptionSpec } from './options.ts';
import type { Noun } from './words.ts';

/** Words for `{placeholders}` of names and sentences: the same in both languages, or one for each. */
export type Words = Readonly<Record<string, string | LocalizedText>>;

/** Draws the free words of a model name: its line, its trim, its number. */
export type ModelGrammar = (random: Random, facts: Facts) => Words;

/** A kind of product as data: everything that is needed to make up one more of it. */
export interface ProductType {
  readonly code: string;
  readonly noun: Noun;
  readonly brands: readonly Brand[];
  readonly model: ModelGrammar;
  /** Templates of the product's name; see `text/template.ts` for their language. */
  readonly name: LocalizedText;
  /** In order: an attribute may depend on those before it. */
  readonly attributes: readonly AttributeSpec[];
  readonly options: readonly OptionSpec[];
  /** What the cheapest variant is worth, in euro cents, before rounding. */
  readonly euroCents: (facts: Facts) => number;
  /** Shipping weight of the lightest variant. */
  readonly grams: (facts: Facts) => number;
}

/** A category that holds products, and what being in it dictates. */
export interface Leaf {
  readonly slug: string;
  /** Three letters, unique in the shop: the beginning of its article numbers. */
  readonly code: string;
  readonly name: LocalizedText;
  readonly type: ProductType;
  readonly pinned?: Readonly<Record<string, string>>;
}

export interface Group {
  readonly slug: string;
  readonly name: LocalizedText;
  readonly leaves: readonly Leaf[];
}

export interface Department {
  readonly slug: string;
  readonly name: LocalizedText;
  readonly groups: readonly Group[];
}

/** A grammar that picks one word of each list: `line: ['Aero', 'Terra']`. */
export function pickWords(lists: Readonly<Record<string, readonly (string | LocalizedText)[]>>): ModelGrammar {
  return (random) => Object.fromEntries(Object.entries(lists).map(([name, words]) => [name, random.pick(words)]));
}

/** The price classes of a brand: premium costs about twice what inexpensive does. */
export function byTier(facts: Facts, euroCents: number): number {
  return euroCents * { 1: 0.75, 2: 1, 3: 1.5 }[facts.brand.tier];
}
