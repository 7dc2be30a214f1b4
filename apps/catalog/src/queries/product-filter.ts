import { z } from 'zod';

/** As many values as anybody picks; each attribute is a line of its own. */
const MOST_VALUES = 50;
const MOST_ATTRIBUTES = 20;

const values = z.array(z.string().max(200)).max(MOST_VALUES);
const amount = z.string().regex(/^\d{1,16}$/, 'Expected whole minor units as text, such as "1299".');

const numberOf = (text: string | null | undefined): number | undefined => (text ? Number(text) : undefined);
const BACKWARDS = 'The range ends before it begins.';
const priceRange = z
  .strictObject({ min: amount.nullish(), max: amount.nullish() })
  .refine(({ min, max }) => isForwards(numberOf(min), numberOf(max)), BACKWARDS);
const numberRange = z
  .strictObject({ min: z.number().nullish(), max: z.number().nullish(), unit: z.string().max(20).nullish() })
  .refine(({ min, max }) => isForwards(min, max), BACKWARDS);
const dayRange = z
  .strictObject({ from: z.iso.date().nullish(), to: z.iso.date().nullish() })
  .refine(({ from, to }) => isForwards(from, to), BACKWARDS);

const attributeFilter = z
  .strictObject({
    code: z.string().max(50),
    values: values.nullish(),
    isTrue: z.boolean().nullish(),
    number: numberRange.nullish(),
    days: dayRange.nullish(),
  })
  .refine(
    ({ values: words, isTrue, number, days }) =>
      [words, isTrue, number, days].filter((each) => each !== null && each !== undefined).length === 1,
    'Expected exactly one of values, isTrue, number and days.',
  );

/** What products must be like. Values of one line are alternatives; all lines have to hold. */
export const productFilter = z.strictObject({
  categories: values.nullish(),
  brands: values.nullish(),
  price: priceRange.nullish(),
  inStock: z.boolean().nullish(),
  minRating: z.number().min(1).max(5).nullish(),
  attributes: z
    .array(attributeFilter)
    .max(MOST_ATTRIBUTES)
    .refine((all) => new Set(all.map(({ code }) => code)).size === all.length, 'Name each attribute once.')
    .nullish(),
});
export type ProductFilter = z.output<typeof productFilter>;
export type AttributeFilter = z.output<typeof attributeFilter>;

/** One that is open on a side always is. Days compare as their texts do. */
function isForwards<Bound extends number | string>(
  from: Bound | null | undefined,
  to: Bound | null | undefined,
): boolean {
  const [begin, end] = [from ?? undefined, to ?? undefined];
  return begin === undefined || end === undefined || begin <= end;
}

/** Whether it leaves anything out. An empty list of values does not. */
export function isNarrowing(filter: ProductFilter | null | undefined): filter is ProductFilter {
  if (!filter) return false;
  const { categories, brands, price, inStock, minRating, attributes } = filter;
  return Boolean(categories?.length || brands?.length || price || inStock || minRating || attributes?.length);
}
