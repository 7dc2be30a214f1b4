import { isDeepStrictEqual } from 'node:util';
import { DomainError } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import type { KnownCatalogue, PlannedProduct } from '../domain/import/import-catalogue.ts';
import type { Import } from '../domain/import/import.ts';
import { edit, type Product, type Variant } from '../domain/product.ts';
import { correct, type StockMovement } from '../domain/stock.ts';
import { createProductInput, newProduct, openingOf } from './create-product.ts';
import { factsOf, productChanges } from './edit-product.ts';
import { code, slug, variantFields } from './product-input.ts';

/** One thing that is wrong with a written product. */
export interface ProductProblem {
  readonly path: readonly PropertyKey[];
  readonly code: string;
  readonly message: string;
}

/** What a file says of a product beyond what `createProduct` and `editProduct` are told. */
const written = z.looseObject({
  slug,
  category: z.string().max(1_000).optional(),
  type: code.nullish(),
  status: z.string().optional(),
  variants: z
    .array(z.looseObject({ sku: variantFields.sku, stockOnHand: z.unknown().optional() }))
    .min(1)
    .max(100),
});
type Written = z.output<typeof written>;

/** Either what has to be stored, nothing when that is what is there already, or what is wrong. */
export type Plan = { readonly problems: readonly ProductProblem[] } | { readonly planned: PlannedProduct | undefined };

/** What the shop lets this import do. */
export interface ImportRights extends Pick<Import, 'mayPublish' | 'mayCount'> {
  readonly now: Date;
}

/** Decides by the rules of `createProduct` and `editProduct` what becomes of a product that a file has. */
export function planProduct(value: unknown, known: KnownCatalogue, rights: ImportRights): Plan {
  try {
    const input = parsed(written, value);
    const before = known.products.get(input.slug);
    requireOwnSkus(input, known, before);
    return { planned: before ? changed(input, before, known, rights) : created(input, known, rights) };
  } catch (error) {
    if (error instanceof Refused) return error;
    if (error instanceof DomainError) return { problems: problemsOf(error) };
    throw error;
  }
}

class Refused extends Error {
  constructor(readonly problems: readonly ProductProblem[]) {
    super('The product is refused.');
  }
}

function created(input: Written, known: KnownCatalogue, { mayPublish, now }: ImportRights): PlannedProduct {
  const { category, type, ...rest } = input;
  const creation = parsed(
    createProductInput,
    {
      ...rest,
      categoryId: category === undefined ? undefined : categoryOf(category, known),
      productTypeId: typeOf(type, known)?.id,
    },
    { categoryId: 'category', productTypeId: 'type' },
  );
  if (creation.status === 'PUBLISHED' && !mayPublish)
    throw refused(['status'], 'FORBIDDEN', 'You may not publish products; let a moderator import the file.');
  const after = newProduct(creation, { id: uuidv7(), type: typeOf(type, known), now });
  return { after, opening: openingOf(after, creation), movements: [] };
}

function changed(
  input: Written,
  before: Product,
  known: KnownCatalogue,
  { mayCount }: ImportRights,
): PlannedProduct | undefined {
  const { slug: _slug, category, type, status, variants, ...rest } = input;
  if (status !== undefined && status !== before.status)
    throw refused(
      ['status'],
      'STATUS_NOT_IMPORTED',
      `The product is ${before.status}; publish or archive it by itself.`,
    );
  const ids = new Map(before.variants.map(({ sku, id }) => [sku, id]));
  const existing = variants.flatMap((variant, index) => (ids.has(variant.sku) ? [{ variant, index }] : []));
  const added = variants.flatMap((variant, index) => (ids.has(variant.sku) ? [] : [{ variant, index }]));
  const changes = parsed(
    productChanges,
    {
      ...rest,
      ...(category !== undefined && { categoryId: categoryOf(category, known) }),
      changeVariants: existing.map(({ variant }) => withoutStock(variant, ids.get(variant.sku))),
      addVariants: added.map(({ variant }) => variant),
    },
    { categoryId: 'category' },
    { changeVariants: existing.map(({ index }) => index), addVariants: added.map(({ index }) => index) },
  );
  const { addVariants = [], productTypeId: _type, attributes: given, ...others } = changes;
  const newVariants = addVariants.map((variant) => ({ ...variant, id: uuidv7(), picturePosition: null }));
  const areFactsNamed = type !== undefined || given !== undefined;
  const productType = type === undefined ? known.types.get(before.typeId ?? '') : typeOf(type, known);
  const facts = areFactsNamed ? factsOf(productType, given ?? before.attributes) : {};
  const after = edit(before, { ...others, ...facts, addVariants: newVariants });
  const movements = existing.flatMap(({ variant, index }) =>
    counted(variant, index, ids.get(variant.sku) ?? '', known),
  );
  if (movements.length > 0 && !mayCount)
    throw refused(['variants', 0, 'stockOnHand'], 'FORBIDDEN', 'You may not change the stock.');
  const isSame = isDeepStrictEqual(comparable({ ...after, version: before.version }), comparable(before));
  if (isSame && movements.length === 0) return undefined;
  const opening = newVariants.map(({ id: variantId, stockOnHand: quantity }) => ({ variantId, quantity }));
  return { before, after: isSame ? before : after, opening, movements };
}

/** Stock is no part of a variant: it has a ledger of its own. */
function withoutStock({ stockOnHand: _stock, ...variant }: Written['variants'][number], id?: string): object {
  return { ...variant, id };
}

/** The shelf was counted, as by `setStock`. */
function counted(
  { stockOnHand }: Written['variants'][number],
  index: number,
  variantId: string,
  { stock }: KnownCatalogue,
): StockMovement[] {
  if (stockOnHand === undefined) return [];
  const path = ['variants', index, 'stockOnHand'];
  const { success, data: quantity, error } = onHand.safeParse(stockOnHand);
  if (!success) throw new Refused(error.issues.map(({ message }) => ({ path, code: 'INVALID_INPUT', message })));
  const level = stock.get(variantId) ?? { onHand: 0, reserved: 0, allocated: 0, available: 0 };
  try {
    return correct({ variantId, quantity }, level);
  } catch (error_) {
    if (error_ instanceof DomainError) throw refused(path, error_.code, error_.message);
    throw error_;
  }
}

const onHand = z.number().int().min(0).max(1_000_000);

function requireOwnSkus({ variants }: Written, { skuOwners }: KnownCatalogue, product: Product | undefined): void {
  const problems = variants.flatMap(({ sku }, index) => {
    const path = ['variants', index, 'sku'];
    const isTwice = variants.findIndex((other) => other.sku === sku) !== index;
    if (isTwice) return [{ path, code: 'SKU_TAKEN', message: `The product has "${sku}" twice.` }];
    const owner = skuOwners.get(sku);
    if (!owner || owner === product?.id) return [];
    return [{ path, code: 'SKU_TAKEN', message: `"${sku}" belongs to another product.` }];
  });
  if (problems.length > 0) throw new Refused(problems);
}

function categoryOf(path: string, { categories }: KnownCatalogue): string {
  const category = categories.get(path);
  if (!category) throw refused(['category'], 'UNKNOWN_CATEGORY', `There is no category "${path}".`);
  return category.id;
}

function typeOf(typeCode: string | null | undefined, { types }: KnownCatalogue) {
  if (!typeCode) return undefined;
  const type = types.get(typeCode);
  if (!type) throw refused(['type'], 'UNKNOWN_PRODUCT_TYPE', `There is no product type "${typeCode}".`);
  return type;
}

/** Prices have no order of their own. */
function comparable(product: Product): Product {
  const sorted = (variant: Variant): Variant => ({
    ...variant,
    prices: variant.prices.toSorted((a, b) => (a.currency < b.currency ? -1 : 1)),
  });
  return { ...product, variants: product.variants.map(sorted) };
}

function refused(path: readonly PropertyKey[], problemCode: string, message: string): Refused {
  return new Refused([{ path, code: problemCode, message }]);
}

/** Parses, and says what is wrong in the words of the file: names and places that were changed for us are changed back. */
function parsed<Output>(
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

function problemsOf(error: DomainError): ProductProblem[] {
  const { problems } = error.details as {
    problems?: readonly { path: readonly string[]; code: string; message: string }[];
  };
  return (
    problems?.map(({ path, code: problemCode, message }) => ({ path, code: problemCode, message })) ?? [
      { path: [], code: error.code, message: error.message },
    ]
  );
}
