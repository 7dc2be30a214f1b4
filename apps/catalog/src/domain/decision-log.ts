import type { ProductDecision, ProductStatus } from './moderation.ts';
import type { Product } from './product.ts';

/** What somebody decided about a product, by the version of it that the decision made. */
export interface RecordedDecision {
  readonly productId: string;
  readonly version: number;
  readonly decision: ProductDecision;
  readonly actorId: string;
  readonly reason: string | null;
}

/** Every decision about every product, for ever: the service itself cannot change what is in it. */
export abstract class DecisionLog {
  /** Stored with the open transaction. */
  abstract add(decisions: readonly RecordedDecision[]): Promise<void>;
}

/** What the creation of these products is at the same time. */
export function firstDecisions(products: readonly Product[], actorId: string): RecordedDecision[] {
  return products.flatMap(({ id: productId, version, status }) => {
    const decision = BEGINS_WITH[status];
    return decision ? [{ productId, version, decision, actorId, reason: null }] : [];
  });
}

const BEGINS_WITH: Partial<Record<ProductStatus, ProductDecision>> = { PROPOSED: 'PROPOSE', PUBLISHED: 'PUBLISH' };
