import type { DemoAttribute, DemoProduct } from '../demo-product.ts';
import { tonesOf, type Tones } from './tones.ts';

/** What a silhouette may look at: the product's attributes and the shades of the colour to draw it in. */
export class Subject {
  readonly tones: Tones;
  private readonly product: DemoProduct;

  constructor(product: DemoProduct, hex: string) {
    this.product = product;
    this.tones = tonesOf(hex);
  }

  number(code: string): number {
    const attribute = this.attribute(code);
    if (attribute.kind !== 'number') throw new TypeError(`A picture needs ${code} to be a number.`);
    return attribute.value;
  }

  is(code: string): boolean {
    return this.attribute(code).value === true;
  }

  isOf(code: string, choice: string): boolean {
    return this.attribute(code).value === choice;
  }

  private attribute(code: string): DemoAttribute {
    const found = this.product.attributes.find((each) => each.code === code);
    if (!found) throw new ReferenceError(`A picture of ${this.product.slug} needs the attribute ${code}.`);
    return found;
  }
}

/** The shapes of one product type, and the ellipse of shadow under them. */
export interface Silhouette {
  readonly shapes: string;
  readonly shadow: { readonly y: number; readonly width: number };
}

export type Draw = (subject: Subject) => Silhouette;
