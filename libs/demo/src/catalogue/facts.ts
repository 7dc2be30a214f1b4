import type { DemoAttribute, LocalizedText } from '../demo-product.ts';

/** Price class of a brand: 1 inexpensive, 2 middle, 3 premium. Attributes and prices lean on it. */
export type Tier = 1 | 2 | 3;

export interface Brand {
  readonly name: string;
  readonly tier: Tier;
}

/** How a choice or a colour reads inside a sentence: "cotton", and "made of cotton" / «из хлопка». */
export interface Wording {
  readonly plain: LocalizedText;
  readonly genitive: LocalizedText;
}

/** A drawn attribute and, where sentences mention it by a word, that word. */
export interface Fact {
  readonly attribute: DemoAttribute;
  readonly wording?: Wording;
}

/** What is known about a product while it is being drawn; later attributes, the price and the text depend on it. */
export class Facts {
  readonly brand: Brand;
  readonly launchedAtMs: number;
  private readonly pinned: Readonly<Record<string, string>>;
  private readonly drawn = new Map<string, Fact>();

  constructor(known: { brand: Brand; launchedAtMs: number; pinned: Readonly<Record<string, string>> }) {
    this.brand = known.brand;
    this.launchedAtMs = known.launchedAtMs;
    this.pinned = known.pinned;
  }

  add(fact: Fact): void {
    this.drawn.set(fact.attribute.code, fact);
  }

  all(): Fact[] {
    return [...this.drawn.values()];
  }

  /** The choice that the category dictates: everything in "Women's T-shirts" is for women. */
  pinnedChoice(code: string): string | undefined {
    return this.pinned[code];
  }

  number(code: string): number {
    const attribute = this.attribute(code);
    if (attribute.kind !== 'number') throw new TypeError(`Attribute ${code} is a ${attribute.kind}, not a number.`);
    return attribute.value;
  }

  is(code: string): boolean {
    return this.attribute(code).value === true;
  }

  choice(code: string): string {
    const attribute = this.attribute(code);
    if (attribute.kind !== 'choice') throw new TypeError(`Attribute ${code} is a ${attribute.kind}, not a choice.`);
    return attribute.value;
  }

  /** The single colour of a product that has no colour option. */
  colour(): { readonly code: string; readonly hex: string; readonly name: LocalizedText } {
    const fact = this.drawn.get('colour');
    if (fact?.attribute.kind !== 'colour' || !fact.wording)
      throw new TypeError('The product has no colour of its own.');
    return { code: fact.attribute.value, hex: fact.attribute.hex, name: fact.wording.plain };
  }

  private attribute(code: string): DemoAttribute {
    const fact = this.drawn.get(code);
    if (!fact) throw new ReferenceError(`Attribute ${code} is not drawn yet: declare it earlier.`);
    return fact.attribute;
  }
}
