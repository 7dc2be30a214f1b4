import { currencyCodes, id, MAX_AMOUNT, type CurrencyCode } from '@tovar/contracts';
import { z } from 'zod';
import { ATTRIBUTE_KINDS, fitsKind, type GivenAttribute } from '../domain/attribute.ts';
import type { VariantPrice } from '../domain/product.ts';

// PostgreSQL stores every character but this one.
const NUL = '\u0000';

/** Text that a person wrote: trimmed, not empty. */
export const text = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((value) => !value.includes(NUL) && value.isWellFormed(), 'Expected Unicode without the NUL character.');

export const localizedText = (longest: number) => z.strictObject({ en: text(longest), ru: text(longest) });

export const slug = z
  .string()
  .max(120)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Expected small letters and digits in words joined by hyphens.');

export const code = z
  .string()
  .max(50)
  .regex(/^[a-z0-9]+([-_][a-z0-9]+)*$/i, 'Expected letters and digits in words joined by hyphens.');
export const hex = z.string().regex(/^#[0-9a-f]{6}$/i, 'Expected a colour as #rrggbb.');

/** Of a product with a type the value is enough; the type knows the rest. */
export const attributes = z
  .array(
    z
      .strictObject({
        code,
        kind: z.enum(ATTRIBUTE_KINDS).optional(),
        label: localizedText(100).optional(),
        value: text(200),
        text: localizedText(200).optional(),
        unit: localizedText(20).optional(),
        hex: hex.optional(),
      })
      .refine(fitsItsKind, 'The value does not fit the kind of the attribute.'),
  )
  .max(60)
  .refine(
    noneTwice(({ code: each }: { code: string }) => each),
    'Each attribute has one value.',
  );

export const options = z
  .array(
    z.strictObject({ code, label: localizedText(100), value: code, text: localizedText(200), hex: hex.optional() }),
  )
  .max(5)
  .refine(
    noneTwice(({ code: each }: { code: string }) => each),
    'Each option has one value.',
  );

export const priceFields = {
  amount: z
    .string()
    // What comes after it counts on digits.
    .regex(/^(0|[1-9]\d{0,15})$/, { error: 'Expected whole minor units as text, such as "1299".', abort: true }),
  currency: z.enum(currencyCodes as readonly [CurrencyCode, ...CurrencyCode[]]),
  taxIncluded: z.boolean().default(true),
};

export const OUT_OF_BOUNDS = 'Expected at most 10^15 minor units.';
export const isWithinBounds = ({ amount }: { amount: string }): boolean => BigInt(amount) <= MAX_AMOUNT;

export function toVariantPrice({
  amount,
  ...rest
}: Omit<VariantPrice, 'amountMinor'> & { amount: string }): VariantPrice {
  return { ...rest, amountMinor: BigInt(amount) };
}

const price = z.strictObject(priceFields).refine(isWithinBounds, OUT_OF_BOUNDS).transform(toVariantPrice);

export const prices = z
  .array(price)
  .max(50)
  .refine(
    noneTwice(({ currency }: { currency: string }) => currency),
    'Each currency has one price.',
  );

/** Everything about a variant that a manager decides; all of it is needed for a new one. */
export const variantFields = {
  sku: z
    .string()
    .max(64)
    .regex(/^[A-Z0-9]+([-_.][A-Z0-9]+)*$/i, 'Expected letters and digits in words joined by hyphens.'),
  name: localizedText(300),
  options,
  weightGrams: z.number().int().min(0).max(10_000_000),
  isEnabled: z.boolean(),
  prices,
};

export const newVariant = z.strictObject({
  ...variantFields,
  options: options.default([]),
  isEnabled: z.boolean().default(true),
  stockOnHand: z.number().int().min(0).max(1_000_000).default(0),
});
export type NewVariant = z.output<typeof newVariant>;

export const variantChange = z.strictObject({ id, ...z.object(variantFields).partial().shape });

function fitsItsKind({ kind, value, text: words, hex: colour }: GivenAttribute): boolean {
  if (kind === undefined) return true;
  const needsText = kind === 'CHOICE' || kind === 'COLOUR';
  if (needsText && words === undefined) return false;
  return fitsKind(kind, value) && (kind !== 'COLOUR' || colour !== undefined);
}

export function noneTwice<T>(key: (each: T) => string) {
  return (all: readonly T[]): boolean => new Set(all.map(key)).size === all.length;
}
