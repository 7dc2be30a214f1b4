import { Injectable } from '@nestjs/common';
import { Database } from '@tovar/platform';
import type { ExportedPrice, ExportedProduct } from '../exchange/exported-product.ts';

const AT_ONCE = 200;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** The whole catalogue, in the order of creation; each product as it is when its turn comes. */
@Injectable()
export class ProductExport {
  constructor(private readonly database: Database) {}

  /** A few hundred at a time: the next ones are read when the reader has taken these. */
  async *batches(): AsyncGenerator<readonly ExportedProduct[]> {
    for (let last = BEFORE_ALL; ;) {
      const rows = await this.database.prepared<{ id: string; product: ExportedProduct }>(NEXT, [last, AT_ONCE]);
      yield rows.map(({ product }) => product);
      if (rows.length < AT_ONCE) return;
      last = rows.at(-1)?.id ?? last;
    }
  }

  /** What prices there are: currencies, with tax or without. */
  async priceKinds(): Promise<readonly Omit<ExportedPrice, 'amount'>[]> {
    return this.database.query(
      'SELECT DISTINCT currency, tax_included AS "taxIncluded" FROM price ORDER BY currency, tax_included DESC',
    );
  }
}

const NEXT = {
  name: 'product-export.next',
  text: `
    SELECT p.id, json_build_object(
           'slug', p.slug,
           'category', (SELECT string_agg(a.slug, '/' ORDER BY above.place)
              FROM unnest(c.path) WITH ORDINALITY AS above(id, place) JOIN category a ON a.id = above.id),
           'type', t.code, 'status', p.status, 'brand', p.brand, 'taxCategory', p.tax_category,
           'name', json_build_object('en', p.name_en, 'ru', p.name_ru),
           'description', json_build_object('en', p.description_en, 'ru', p.description_ru),
           'attributes', p.attributes, 'variants', of_product.variants) AS product
      FROM (SELECT * FROM product WHERE id > $1 ORDER BY id LIMIT $2) AS p
      JOIN category c ON c.id = p.category_id
      LEFT JOIN product_type t ON t.id = p.product_type_id
     CROSS JOIN LATERAL (
       SELECT json_agg(json_build_object(
                'sku', v.sku, 'name', json_build_object('en', v.name_en, 'ru', v.name_ru), 'options', v.options,
                'weightGrams', v.weight_grams, 'isEnabled', v.is_enabled, 'stockOnHand', s.on_hand,
                'prices', coalesce(current.prices, '[]')) ORDER BY v.position) AS variants
         FROM variant v
         JOIN stock s ON s.variant_id = v.id
        CROSS JOIN LATERAL (
          SELECT json_agg(json_build_object(
                   'amount', newest.amount_minor::text, 'currency', newest.currency, 'taxIncluded', newest.tax_included)
                   ORDER BY newest.currency) AS prices
            FROM (SELECT DISTINCT ON (currency) currency, amount_minor, tax_included
                    FROM price WHERE variant_id = v.id AND valid_from <= statement_timestamp()
                AND (valid_to IS NULL OR valid_to > statement_timestamp())
                   ORDER BY currency DESC, valid_from DESC) AS newest) AS current
        WHERE v.product_id = p.id) AS of_product
     ORDER BY p.id`,
};
