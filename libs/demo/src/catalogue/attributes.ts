import type { DemoAttributeType, LocalizedText, Unit } from '../demo-product.ts';
import type { Random } from '../random.ts';
import { DAY_MS, isoDay } from '../timeline.ts';
import type { Colour } from './colours.ts';
import type { Fact, Facts } from './facts.ts';
import { text, titled } from './words.ts';

/** Chooses a value; may look at every attribute declared before it. */
export type Draw<T> = (random: Random, facts: Facts) => T;

/** How one attribute of a product type is drawn. */
export interface AttributeSpec extends DemoAttributeType {
  readonly draw: Draw<Fact>;
}

/** One possible value of a choice; the genitives serve sentences such as "made of cotton" / «из хлопка». */
export interface Choice {
  readonly code: string;
  readonly name: LocalizedText;
  readonly genitive: LocalizedText;
}

export function value(code: string, en: string, ru: string, ruGenitive: string = ru): Choice {
  return { code, name: text(en, ru), genitive: text(en, ruGenitive) };
}

export function number(code: string, label: LocalizedText, unit: Unit | null, draw: Draw<number>): AttributeSpec {
  return {
    code,
    kind: 'number',
    label,
    unit,
    choices: [],
    draw: (random, facts) => ({ attribute: { kind: 'number', code, label, unit, value: draw(random, facts) } }),
  };
}

export function boolean(code: string, label: LocalizedText, draw: Draw<boolean>): AttributeSpec {
  return {
    code,
    kind: 'boolean',
    label,
    unit: null,
    choices: [],
    draw: (random, facts) => ({ attribute: { kind: 'boolean', code, label, value: draw(random, facts) } }),
  };
}

/** One of `choices`; `allow` narrows them by what is already known, a category may pin one. */
export function choice(
  code: string,
  label: LocalizedText,
  choices: readonly Choice[],
  allow: (choice: Choice, facts: Facts) => boolean = () => true,
): AttributeSpec {
  const values = choices.map((each) => ({ code: each.code, name: titled(each.name) }));
  return {
    code,
    kind: 'choice',
    label,
    unit: null,
    choices: values,
    draw: (random, facts) => {
      const pinned = facts.pinnedChoice(code);
      const allowed = choices.filter((each) => (pinned ? each.code === pinned : allow(each, facts)));
      const { code: chosen, name, genitive } = random.pick(allowed);
      return {
        attribute: { kind: 'choice', code, label, value: chosen, text: titled(name) },
        wording: { plain: name, genitive },
      };
    },
  };
}

/** The colour of a product that is made in one colour only; others have a colour option instead. */
export function colour(label: LocalizedText, palette: readonly Colour[]): AttributeSpec {
  const choices = palette.map(({ code, hex, name }) => ({ code, hex, name: titled(name) }));
  return {
    code: 'colour',
    kind: 'colour',
    label,
    unit: null,
    choices,
    draw: (random) => {
      const { code: chosen, hex, name } = random.pick(palette);
      const wording = { plain: name, genitive: name };
      return { attribute: { kind: 'colour', code: 'colour', label, value: chosen, hex, text: titled(name) }, wording };
    },
  };
}

/** The day the maker released it: some days before the shop put it on sale. */
export function released(label: LocalizedText = text('Released', 'Дата выхода')): AttributeSpec {
  return {
    code: 'released',
    kind: 'date',
    label,
    unit: null,
    choices: [],
    draw: (random, facts) => {
      const day = isoDay(facts.launchedAtMs - random.integer(3, 45) * DAY_MS);
      return { attribute: { kind: 'date', code: 'released', label, value: day } };
    },
  };
}

export function oneOf<T>(...values: readonly T[]): Draw<T> {
  return (random) => random.pick(values);
}

export function often(probability: number): Draw<boolean> {
  return (random) => random.chance(probability);
}

/** A value of `base` give or take `spread` percent, rounded to `decimals`; both drawn anew for each product. */
export function about(base: (facts: Facts) => number, spread: number, decimals = 0): Draw<number> {
  return (random, facts) => rounded(base(facts) * random.between(1 - spread / 100, 1 + spread / 100), decimals);
}

/** A whole multiple of `step` from `min` to `max`. */
export function range(min: number, max: number, step = 1): Draw<number> {
  return (random) => min + step * random.integer(0, Math.floor((max - min) / step));
}

/** Looks a figure up by what another attribute turned out to be. */
export function byChoice(code: string, figures: Readonly<Record<string, number>>): (facts: Facts) => number {
  return (facts) => {
    const figure = figures[facts.choice(code)];
    if (figure === undefined) throw new RangeError(`No figure for ${code} = ${facts.choice(code)}.`);
    return figure;
  };
}

function rounded(exact: number, decimals: number): number {
  return Number(exact.toFixed(decimals));
}
