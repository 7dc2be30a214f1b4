import { DomainError } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import type { KnownCatalogue, PlannedProduct } from '../domain/import/import-catalogue.ts';
import type { Import } from '../domain/import/import.ts';
import type { Product } from '../domain/product.ts';
import { createProductInput, newProduct, openingOf } from './create-product.ts';
import { planChange } from './plan-change.ts';
import {
  categoryOf,
  parsed,
  problemsOf,
  type ProductProblem,
  Refused,
  refused,
  typeOf,
  written,
  type Written,
} from './written-product.ts';

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
    return { planned: before ? planChange(input, before, known, rights) : created(input, known, rights) };
  } catch (error) {
    if (error instanceof Refused) return error;
    if (error instanceof DomainError) return { problems: problemsOf(error) };
    throw error;
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
