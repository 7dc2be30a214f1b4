import type { SqlExecutor } from '@tovar/platform';
import { WHOLE_SHOP } from '../domain/listing.ts';

/**
 * Writes anew what lists read of these products: their cheapest prices and their places in every category above them. To
 * be run in the transaction that changed them.
 */
export async function relist(productIds: readonly string[], within: SqlExecutor): Promise<void> {
  await within.query(STORE_FROM_PRICES, [productIds]);
  await within.query('DELETE FROM listing_price WHERE product_id = ANY($1)', [productIds]);
  await within.query('DELETE FROM listing WHERE product_id = ANY($1)', [productIds]);
  await within.query(LIST, [productIds, WHOLE_SHOP]);
  await within.query(LIST_PRICES, [productIds]);
}

const STORE_FROM_PRICES = `
  UPDATE product SET from_prices = coalesce(cheapest.prices, '{}')
    FROM unnest($1::uuid[]) AS wanted(product_id)
    LEFT JOIN LATERAL (
      SELECT jsonb_object_agg(currency, jsonb_build_object('amount', amount_minor::text, 'taxIncluded', tax_included)) AS prices
        FROM (SELECT DISTINCT ON (today.currency) today.*
                FROM variant v
               CROSS JOIN LATERAL (
                 SELECT DISTINCT ON (currency) currency, amount_minor, tax_included
                   FROM price WHERE variant_id = v.id AND valid_from <= statement_timestamp()
                  ORDER BY currency DESC, valid_from DESC) AS today
               WHERE v.product_id = wanted.product_id AND v.is_enabled
               ORDER BY today.currency, today.amount_minor) AS lowest) AS cheapest ON true
   WHERE product.id = wanted.product_id`;

const LIST = `
  INSERT INTO listing (category_id, product_id, name_en, name_ru)
  SELECT above.category_id, p.id, p.name_en, p.name_ru
    FROM product p
    JOIN category c ON c.id = p.category_id
   CROSS JOIN LATERAL unnest(array_prepend($2::uuid, c.path)) AS above(category_id)
   WHERE p.id = ANY($1) AND p.status = 'PUBLISHED'`;

const LIST_PRICES = `
  INSERT INTO listing_price (category_id, currency, amount_minor, product_id)
  SELECT l.category_id, offer.currency, (offer.price->>'amount')::bigint, p.id
    FROM listing l
    JOIN product p ON p.id = l.product_id
   CROSS JOIN LATERAL jsonb_each(p.from_prices) AS offer(currency, price)
   WHERE l.product_id = ANY($1)`;
