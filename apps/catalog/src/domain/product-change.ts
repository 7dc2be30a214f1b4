import type { ProductChange } from '@tovar/contracts';
import { newPrices, type Product } from './product.ts';

/** In a word, what happened to a product between two of its versions. */
export function changeOf(before: Product | undefined, after: Product): ProductChange {
  if (!before) return 'CREATED';
  if (before.status !== after.status) return statusChange(before, after);
  return newPrices(before.variants, after.variants).length > 0 ? 'PRICED' : 'EDITED';
}

function statusChange(before: Product, after: Product): ProductChange {
  if (after.status !== 'DRAFT') return after.status;
  if (before.status === 'PUBLISHED') return 'UNPUBLISHED';
  return before.status === 'ARCHIVED' ? 'RESTORED' : 'RETURNED';
}
