import { isDeepStrictEqual } from 'node:util';
import { v7 as uuidv7 } from 'uuid';
import type { KnownCatalogue, PlannedProduct } from '../domain/import/import-catalogue.ts';
import type { Import } from '../domain/import/import.ts';
import { edit, type Product, type Variant } from '../domain/product.ts';
import { factsOf, productChanges } from './edit-product.ts';
import { planCount } from './plan-count.ts';
import { categoryOf, parsed, refused, typeOf, type Written } from './written-product.ts';

/** What the file changes of a product that is there; undefined when it is so already. Throws `Refused`. */
export function planChange(
  input: Written,
  before: Product,
  known: KnownCatalogue,
  { mayCount }: Pick<Import, 'mayCount'>,
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
    planCount(variant, index, ids.get(variant.sku) ?? '', known),
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

/** Prices have no order of their own. */
function comparable(product: Product): Product {
  const sorted = (variant: Variant): Variant => ({
    ...variant,
    prices: variant.prices.toSorted((a, b) => (a.currency < b.currency ? -1 : 1)),
  });
  return { ...product, variants: product.variants.map(sorted) };
}
