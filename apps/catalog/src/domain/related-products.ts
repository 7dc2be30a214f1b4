export const RELATION_KINDS = ['SIMILAR', 'ACCESSORY'] as const;
/** Why a product is shown beside another one: instead of it, or with it. */
export type RelationKind = (typeof RELATION_KINDS)[number];

/** Which products are shown beside others. Everything runs within the open transaction. */
export abstract class RelatedProducts {
  /** From now on these are related to the product, in this order, and no others. Throws `UnknownProduct`. */
  abstract replace(productId: string, kind: RelationKind, relatedIds: readonly string[]): Promise<void>;
}
