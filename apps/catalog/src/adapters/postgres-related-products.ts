import { Injectable } from '@nestjs/common';
import { Database } from '@tovar/platform';
import { UnknownProduct } from '../domain/catalog.errors.ts';
import { RelatedProducts, type RelationKind } from '../domain/related-products.ts';
import { brokenConstraint } from './broken-constraint.ts';

@Injectable()
export class PostgresRelatedProducts extends RelatedProducts {
  constructor(private readonly database: Database) {
    super();
  }

  async replace(productId: string, kind: RelationKind, relatedIds: readonly string[]): Promise<void> {
    await this.database.query('DELETE FROM product_relation WHERE product_id = $1 AND kind = $2', [productId, kind]);
    try {
      await this.database.query(STORE, [productId, kind, relatedIds]);
    } catch (error) {
      if (brokenConstraint(error) === 'product_relation_related_id_fkey') throw new UnknownProduct({ cause: error });
      throw error;
    }
  }
}

const STORE = `
  INSERT INTO product_relation (product_id, kind, position, related_id)
  SELECT $1, $2, place - 1, id FROM unnest($3::uuid[]) WITH ORDINALITY AS related(id, place)`;
