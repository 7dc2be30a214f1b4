import { Injectable } from '@nestjs/common';
import type { NamedProduct } from '@tovar/contracts';
import { anyOf, Database } from '@tovar/platform';

/** What products are called now, whoever may see them. */
@Injectable()
export class ProductNames {
  constructor(private readonly database: Database) {}

  /** Unknown ids are left out. One statement. */
  of(productIds: readonly string[]): Promise<NamedProduct[]> {
    return this.database.prepared<NamedProduct>(NAMES, [productIds]);
  }
}

const NAMES = {
  name: 'product-names.of',
  text: `
    SELECT p.id AS "productId", json_build_object('en', p.name_en, 'ru', p.name_ru) AS name,
           array(SELECT sku FROM variant v WHERE v.product_id = p.id ORDER BY v.position) AS skus
      FROM product p WHERE p.id = ${anyOf('uuid')}`,
};
