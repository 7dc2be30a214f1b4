import { Injectable } from '@nestjs/common';
import { id } from '@tovar/contracts';
import { Database, InvalidInput } from '@tovar/platform';
import { z } from 'zod';
import { touched } from '../domain/product.ts';
import { ProductRepository } from '../domain/product.repository.ts';
import { RELATION_KINDS, RelatedProducts } from '../domain/related-products.ts';
import { noneTwice } from './product-input.ts';

export const relationKind = z.enum(RELATION_KINDS);

export const relations = z.strictObject({
  /** In the order in which they are shown; all of them. */
  relatedIds: z
    .array(id)
    .max(50)
    .refine(
      noneTwice((relatedId: string) => relatedId),
      'Each product is related once.',
    ),
});
export type Relations = z.output<typeof relations>;

export const relateProductsInput = relations.extend({
  productId: id,
  expectedVersion: z.number().int(),
  kind: relationKind,
});
export type RelateProductsInput = z.output<typeof relateProductsInput>;

/** Says which products are shown beside another one: these and no others. */
@Injectable()
export class RelateProducts {
  constructor(
    private readonly database: Database,
    private readonly products: ProductRepository,
    private readonly related: RelatedProducts,
  ) {}

  /** Throws `InvalidInput` for a product beside itself, `NotFound`, `VersionConflict` and `UnknownProduct`. */
  execute({ productId, expectedVersion, kind, relatedIds }: RelateProductsInput): Promise<{ id: string }> {
    if (relatedIds.includes(productId))
      throw new InvalidInput([{ path: 'relatedIds', message: 'A product is not shown beside itself.' }]);
    return this.database.transaction(async () => {
      await this.products.change(productId, expectedVersion, touched);
      await this.related.replace(productId, kind, relatedIds);
      return { id: productId };
    });
  }
}
