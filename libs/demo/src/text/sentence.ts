import type { Facts } from '../catalogue/facts.ts';

/** One sentence in both languages, as templates, and when it is true. */
export interface Sentence {
  readonly en: string;
  readonly ru: string;
  readonly when: (facts: Facts) => boolean;
}

/** Alternatives for one place in a description. */
export type Slot = readonly Sentence[];

/** A sentence that is true of every product of its kind. */
export function say(en: string, ru: string): Sentence {
  return { en, ru, when: () => true };
}

/** A sentence that is true when that boolean attribute is. */
export function sayIf(attribute: string, en: string, ru: string): Sentence {
  return { en, ru, when: (facts) => facts.is(attribute) };
}

/** A sentence that is true when that boolean attribute is not. */
export function sayUnless(attribute: string, en: string, ru: string): Sentence {
  return { en, ru, when: (facts) => !facts.is(attribute) };
}

/** A sentence that is true of one value of a choice. */
export function sayOf(attribute: string, choice: string, en: string, ru: string): Sentence {
  return { en, ru, when: (facts) => facts.choice(attribute) === choice };
}
