import { DomainError } from '@tovar/platform';
import { z } from 'zod';
import type { KnownCatalogue } from '../domain/import/import-catalogue.ts';
import { code, slug, variantFields } from './product-input.ts';

/** One thing that is wrong with a written product. */
export interface ProductProblem {
  readonly path: readonly PropertyKey[];
  readonly code: string;
  readonly message: string;
}

/** What a file says of a product beyond what `createProduct` and `editProduct` are told. */
export const written = z.looseObject({
  slug,
  category: z.string().max(1_000).optional(),
  type: code.nullish(),
  status: z.string().optional(),
  variants: z
    .array(z.looseObject({ sku: variantFields.sku, stockOnHand: z.unknown().optional() }))
    .min(1)
    .max(100),
});
export type Written = z.output<typeof written>;

/** The product of a file cannot be taken, and why. */
export class Refused extends Error {
  constructor(readonly problems: readonly ProductProblem[]) {
    super('The product is refused.');
  }
}

export function refused(path: readonly PropertyKey[], problemCode: string, message: string): Refused {
  return new Refused([{ path, code: problemCode, message }]);
}

/** The id of the category that the file means. Throws `Refused`. */
export function categoryOf(path: string, { categories }: KnownCatalogue): string {
  const category = categories.get(path);
  if (!category) throw refused(['category'], 'UNKNOWN_CATEGORY', `There is no category "${path}".`);
  return category.id;
}

/** Throws `Refused` for a type that there is none of. */
export function typeOf(typeCode: string | null | undefined, { types }: KnownCatalogue) {
  if (!typeCode) return undefined;
  const type = types.get(typeCode);
  if (!type) throw refused(['type'], 'UNKNOWN_PRODUCT_TYPE', `There is no product type "${typeCode}".`);
  return type;
}

/** Parses, and says what is wrong in the words of the file: names and places that were changed for us are changed back. */
export function parsed<Output>(
  schema: z.ZodType<Output>,
  value: unknown,
  names: Readonly<Record<string, string>> = {},
  places: Readonly<Record<string, readonly number[]>> = {},
): Output {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  throw new Refused(
    error.issues.flatMap((issue) => {
      const unknown = issue.code === 'unrecognized_keys' ? issue.keys : [undefined];
      return unknown.map((key) => {
        const [first = '', second, ...rest] = key === undefined ? issue.path : [...issue.path, key];
        const moved = places[String(first)];
        const path = moved
          ? ['variants', moved[Number(second)] ?? 0, ...rest]
          : [names[String(first)] ?? first, ...(second === undefined ? [] : [second]), ...rest];
        return {
          path,
          code: 'INVALID_INPUT',
          message: key === undefined ? issue.message : `There is no field "${key}".`,
        };
      });
    }),
  );
}

/** What a rule of the catalogue objects to, as problems of the file. */
export function problemsOf(error: DomainError): ProductProblem[] {
  const { problems } = error.details as {
    problems?: readonly { path: readonly string[]; code: string; message: string }[];
  };
  return (
    problems?.map(({ path, code: problemCode, message }) => ({ path, code: problemCode, message })) ?? [
      { path: [], code: error.code, message: error.message },
    ]
  );
}
