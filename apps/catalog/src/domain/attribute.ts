import type { LocalizedText } from './localized-text.ts';

export const ATTRIBUTE_KINDS = ['TEXT', 'NUMBER', 'BOOLEAN', 'CHOICE', 'COLOUR', 'DATE'] as const;
export type AttributeKind = (typeof ATTRIBUTE_KINDS)[number];

/** One typed fact about a product. `value` is for machines ("15.6", "true", "2026-05-01"), `text` and `unit` for people. */
export interface ProductAttribute {
  readonly code: string;
  readonly kind: AttributeKind;
  readonly label: LocalizedText;
  readonly value: string;
  readonly text?: LocalizedText;
  readonly unit?: LocalizedText;
  /** Of a colour, as `#rrggbb`. */
  readonly hex?: string;
}

/** A fact as a manager says it: of a product with a type, the type knows everything but the value. */
export type GivenAttribute = Pick<ProductAttribute, 'code' | 'value'> & Partial<ProductAttribute>;

const FITS: Record<AttributeKind, (value: string) => boolean> = {
  TEXT: () => true,
  NUMBER: (value) => /^-?\d{1,15}(\.\d{1,6})?$/.test(value),
  BOOLEAN: (value) => value === 'true' || value === 'false',
  CHOICE: () => true,
  COLOUR: () => true,
  DATE: isDay,
};

/** Whether the machine's value is one of this kind; which choices there are is for the product type to say. */
export function fitsKind(kind: AttributeKind, value: string): boolean {
  return FITS[kind](value);
}

function isDay(value: string): boolean {
  const moment = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().slice(0, 10) === value;
}
