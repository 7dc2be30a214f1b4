import { can, currentRequest } from '@tovar/platform';
import type { ProductStatus } from '../domain/product.ts';

/** To everybody who does not write the catalogue, a draft does not exist. */
export function isVisible({ status }: { readonly status: ProductStatus }): boolean {
  return status === 'PUBLISHED' || writesCatalog();
}

/** Nor does a variant that is switched off. */
export function isVariantVisible(variant: {
  readonly isEnabled: boolean;
  readonly productStatus: ProductStatus;
}): boolean {
  return (variant.isEnabled && variant.productStatus === 'PUBLISHED') || writesCatalog();
}

/** Asked only where it matters: an answer that depends on the caller is not shared. */
function writesCatalog(): boolean {
  return can(currentRequest()?.identity, 'catalog:write:any');
}
