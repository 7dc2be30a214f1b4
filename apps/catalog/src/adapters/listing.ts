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

/**
 * Takes the products of a category that has moved out of the lists of categories that are not above it any more, and
 * into those of the new ones. Its own list holds all of them, so no product is looked at.
 */
export async function relistSubtree(
  categoryId: string,
  path: { readonly from: readonly string[]; readonly to: readonly string[] },
  within: SqlExecutor,
): Promise<void> {
  const lost = path.from.filter((id) => !path.to.includes(id));
  const gained = path.to.filter((id) => !path.from.includes(id));
  for (const table of ['listing', 'listing_price'] as const) {
    await within.query(LEAVE[table], [categoryId, lost]);
    await within.query(JOIN[table], [categoryId, gained]);
  }
}

const LEAVE = {
  listing: leave('listing'),
  listing_price: leave('listing_price'),
};
const JOIN = {
  listing: join('listing', 'product_id, name_en, name_ru'),
  listing_price: join('listing_price', 'currency, amount_minor, product_id'),
};

function leave(table: string): string {
  return `
    DELETE FROM ${table} WHERE category_id = ANY($2::uuid[])
       AND product_id IN (SELECT own.product_id FROM listing own WHERE own.category_id = $1)`;
}

function join(table: string, columns: string): string {
  return `
    INSERT INTO ${table} (category_id, ${columns})
    SELECT above.id, ${columns} FROM ${table} CROSS JOIN unnest($2::uuid[]) AS above(id) WHERE category_id = $1`;
}
