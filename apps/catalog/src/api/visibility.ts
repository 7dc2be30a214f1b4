import { can, currentRequest, type Identity } from '@tovar/platform';
import type { ProductStatus } from '../domain/moderation.ts';

const MODERATE = 'catalog:moderate:any';

/** To everybody who neither writes nor moderates the catalogue, only what is published exists. */
export function isVisible({ status }: { readonly status: ProductStatus }): boolean {
  return status === 'PUBLISHED' || isStaff();
}

/** Nor does a variant that is switched off. */
export function isVariantVisible(variant: {
  readonly isEnabled: boolean;
  readonly productStatus: ProductStatus;
}): boolean {
  return (variant.isEnabled && variant.productStatus === 'PUBLISHED') || isStaff();
}

/** Asked only where it matters: an answer that depends on the caller is not shared. */
function isStaff(): boolean {
  const identity = currentRequest()?.identity;
  return can(identity, 'catalog:write:any') || can(identity, MODERATE);
}

/** A manager, and whether they may publish on their own. */
export function publisher(identity: Identity): { readonly managerId: string; readonly mayPublish: boolean } {
  return { managerId: identity.userId, mayPublish: can(identity, MODERATE) };
}
