import type { SqlExecutor } from '@tovar/platform';
import { WHOLE_SHOP } from '../domain/listing.ts';

/**
 * Writes anew the places of these products in the lists of every category above them. To be run in the transaction that
 * changed them.
 */
export async function relist(productIds: readonly string[], within: SqlExecutor): Promise<void> {
  await within.query('DELETE FROM listing_price WHERE product_id = ANY($1)', [productIds]);
  await within.query('DELETE FROM listing WHERE product_id = ANY($1)', [productIds]);
  await listNew(productIds, within);
}

/** Writes the places of products that are in no list yet. */
export async function listNew(productIds: readonly string[], within: SqlExecutor): Promise<void> {
  await within.query(LIST, [productIds, WHOLE_SHOP]);
  await within.query(LIST_PRICES, [productIds]);
}

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
