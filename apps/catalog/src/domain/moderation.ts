import { DecisionNotAllowed } from './catalog.errors.ts';
import type { Product } from './product.ts';

/** Customers see a published product; what is archived is out of the range for good, and can be restored. */
export const PRODUCT_STATUSES = ['DRAFT', 'PROPOSED', 'PUBLISHED', 'ARCHIVED'] as const;
export type ProductStatus = (typeof PRODUCT_STATUSES)[number];

export const PRODUCT_DECISIONS = [
  'PROPOSE',
  'WITHDRAW',
  'PUBLISH',
  'REJECT',
  'UNPUBLISH',
  'ARCHIVE',
  'RESTORE',
] as const;
export type ProductDecision = (typeof PRODUCT_DECISIONS)[number];

/** From where each decision leads, and to where. */
const DECISIONS: Record<ProductDecision, { readonly from: readonly ProductStatus[]; readonly to: ProductStatus }> = {
  PROPOSE: { from: ['DRAFT'], to: 'PROPOSED' },
  WITHDRAW: { from: ['PROPOSED'], to: 'DRAFT' },
  PUBLISH: { from: ['PROPOSED'], to: 'PUBLISHED' },
  REJECT: { from: ['PROPOSED'], to: 'DRAFT' },
  UNPUBLISH: { from: ['PUBLISHED'], to: 'DRAFT' },
  ARCHIVE: { from: ['DRAFT', 'PROPOSED', 'PUBLISHED'], to: 'ARCHIVED' },
  RESTORE: { from: ['ARCHIVED'], to: 'DRAFT' },
};

/** The product as the decision leaves it. Throws `DecisionNotAllowed` for one that its status does not allow. */
export function decide(product: Product, decision: ProductDecision): Product {
  const { from, to } = DECISIONS[decision];
  if (!from.includes(product.status)) throw new DecisionNotAllowed(product.status, decision, allowedIn(product.status));
  return { ...product, status: to, version: product.version + 1 };
}

/** What can be decided about a product of this status. */
export function allowedIn(status: ProductStatus): ProductDecision[] {
  return PRODUCT_DECISIONS.filter((decision) => DECISIONS[decision].from.includes(status));
}
