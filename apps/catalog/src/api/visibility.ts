import { can, type Identity } from '@tovar/platform';
import type { ProductStatus } from '../domain/product.ts';

/** To everybody who does not write the catalogue, a draft does not exist. */
export function isVisible({ status }: { readonly status: ProductStatus }, identity: Identity | undefined): boolean {
  return status === 'PUBLISHED' || can(identity, 'catalog:write:any');
}

/** Nor does a variant that is switched off. */
export function isVariantVisible(
  { isEnabled, productStatus }: { readonly isEnabled: boolean; readonly productStatus: ProductStatus },
  identity: Identity | undefined,
): boolean {
  return (isEnabled && productStatus === 'PUBLISHED') || can(identity, 'catalog:write:any');
}
