import { z } from 'zod';
import { productFilter, type ProductFilter } from '../queries/product-filter.ts';

const text = z.string().max(200);
const texts = z.union([text, z.array(text).max(50)]);

/** How a filter is written in a query string; a name may come several times, and any of its values will do. */
export const filterQuery = {
  categories: texts.optional().meta({ description: 'Slugs of categories; what is below them counts.' }),
  brands: texts.optional().meta({ description: 'Brands as they are written.' }),
  'price.min': text.optional().meta({ description: 'In minor units of the currency, the bound included.' }),
  'price.max': text.optional().meta({ description: 'In minor units of the currency, the bound included.' }),
  inStock: z.enum(['true', 'false']).optional().meta({ description: 'true for what can be had.' }),
  minRating: text.optional().meta({ description: 'How many stars on the mean, 1 to 5, the bound included.' }),
  facets: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: 'true to be told how the list may be narrowed, and how many products it has.' }),
};

/** Said of every list that takes filters: a name that holds the attribute's code can not be listed as a parameter. */
export const FILTER_SYNTAX = `Attributes and options of variants are filtered by \`attributes.<code>=<word>\` (several: any of
them), \`attributes.<code>.is=true\`, \`attributes.<code>.min\` and \`.max\` for numbers, with \`.unit\` only of what is counted in it, \`.from\` and \`.to\` for days, bounds
included. Different attributes have to hold together.`;

const ATTRIBUTE = /^attributes\.([a-z0-9_-]{1,50})(?:\.(is|min|max|unit|from|to))?$/i;

type Query = Readonly<Record<string, unknown>>;
/** A query with its filter put together. */
type Filtered<Given> = Omit<Given, 'facets'> & { readonly filter: ProductFilter; readonly facets: boolean };

/** Takes `attributes.…` along with the parameters of a list; whatever else a query names is refused. */
export function withFilter<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>) {
  return schema.catchall(texts).transform((query, context): Filtered<z.output<z.ZodObject<Shape>>> => {
    const given = query as Query;
    const strangers = Object.keys(given).filter((name) => !(name in schema.shape) && !ATTRIBUTE.test(name));
    if (strangers.length > 0) context.addIssue({ code: 'unrecognized_keys', keys: strangers, input: query });
    const { data, error } = productFilter.safeParse(filterOf(given));
    for (const { path, message } of error?.issues ?? []) context.addIssue({ code: 'custom', path: [...path], message });
    return { ...(query as z.output<z.ZodObject<Shape>>), filter: data ?? {}, facets: given.facets === 'true' };
  });
}

function filterOf(query: Query): object {
  return {
    categories: listOf(query.categories),
    brands: listOf(query.brands),
    price: rangeOf({ min: query['price.min'], max: query['price.max'] }),
    inStock: truthOf(query.inStock),
    minRating: query.minRating === undefined ? undefined : Number(query.minRating),
    attributes: attributesOf(query),
  };
}

function attributesOf(query: Query): object[] {
  const found = new Map<string, Query>();
  for (const [name, value] of Object.entries(query)) {
    const [, code, operator] = ATTRIBUTE.exec(name) ?? [];
    if (code !== undefined) found.set(code, { ...found.get(code), ...conditionOf(operator, value, found.get(code)) });
  }
  return [...found].map(([code, conditions]) => ({ code, ...conditions }));
}

function conditionOf(operator: string | undefined, value: unknown, others: Query = {}): Query {
  if (operator === 'is') return { isTrue: truthOf(value) };
  if (operator === 'min' || operator === 'max')
    return { number: { ...(others.number as object), [operator]: Number(value === '' ? Number.NaN : value) } };
  if (operator === 'unit') return { number: { ...(others.number as object), unit: value } };
  if (operator === 'from' || operator === 'to') return { days: { ...(others.days as object), [operator]: value } };
  return { values: listOf(value) };
}

function listOf(value: unknown): unknown {
  return typeof value === 'string' ? [value] : value;
}

function rangeOf(range: { readonly min: unknown; readonly max: unknown }): object | undefined {
  return range.min === undefined && range.max === undefined ? undefined : range;
}

function truthOf(value: unknown): unknown {
  return value === 'true' || value === 'false' ? value === 'true' : value;
}
