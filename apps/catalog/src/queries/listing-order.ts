import type { PreparedStatement } from '@tovar/platform';
import type { Locale } from '../domain/localized-text.ts';
import { WHOLE_SHOP } from '../domain/listing.ts';
import { ID_PART, TEXT_PART, WHOLE_NUMBER_PART } from './list-cursor.ts';
import { AVAILABLE, STAMP } from './product-card.ts';

export const PRODUCT_SORTS = ['NEWEST', 'PRICE_ASC', 'PRICE_DESC', 'NAME', 'RATING'] as const;
export type ProductSort = (typeof PRODUCT_SORTS)[number];
/** What the database has an index for; ratings change too often for one. */
export type ListedSort = Exclude<ProductSort, 'RATING'>;

/**
 * One way in which products are listed. Its statements take the category's slug or null ($1), for a list by price the
 * currency ($2, null otherwise), and the page its length ($3) and the key after which it begins ($4 and on).
 */
export interface ListingOrder {
  readonly name: string;
  readonly isByPrice: boolean;
  /** What the parts of a cursor look like: the value that is sorted by, if it is not the id, and the product's id. */
  readonly parts: readonly RegExp[];
  /** The key before the first product. */
  readonly start: readonly string[];
  readonly page: PreparedStatement;
}

export function listingOrder(sort: ListedSort, locale: Locale): ListingOrder {
  if (sort === 'NAME') return locale === 'RU' ? NAME_RU : NAME_EN;
  return { NEWEST, PRICE_ASC, PRICE_DESC }[sort];
}

interface Key {
  readonly column: string;
  readonly type: 'uuid' | 'text' | 'bigint';
  readonly part: RegExp;
  /** Before every value, in the direction of the list. */
  readonly start: string;
}

const firstId: Key = {
  column: 'product_id',
  type: 'uuid',
  part: ID_PART,
  start: '00000000-0000-0000-0000-000000000000',
};
const lastId: Key = { ...firstId, start: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
const lowest: Key = { column: 'amount_minor', type: 'bigint', part: WHOLE_NUMBER_PART, start: '-1' };
const highest: Key = { ...lowest, start: '9223372036854775807' };
const name = (column: string): Key => ({ column, type: 'text', part: TEXT_PART, start: '' });

const SCOPE = `
  scope AS (
    SELECT CASE WHEN $1::text IS NULL THEN '${WHOLE_SHOP}'::uuid ELSE (SELECT id FROM category WHERE slug = $1) END AS id)`;

/** Ids are UUIDv7: theirs is the order in which the products were made. */
const NEWEST = order('newest', 'listing', 'DESC', [lastId]);
const NAME_EN = order('name_en', 'listing', 'ASC', [name('name_en'), firstId]);
const NAME_RU = order('name_ru', 'listing', 'ASC', [name('name_ru'), firstId]);
const PRICE_ASC = order('price_asc', 'listing_price', 'ASC', [lowest, firstId]);
const PRICE_DESC = order('price_desc', 'listing_price', 'DESC', [highest, lastId]);

/** Each is one range of one index, read in its order from the key on: how deep a page is does not matter. */
function order(
  list: string,
  table: 'listing' | 'listing_price',
  direction: 'ASC' | 'DESC',
  keys: readonly Key[],
): ListingOrder {
  const isByPrice = table === 'listing_price';
  const columns = keys.map(({ column }) => `l.${column}`);
  const after = keys.map(({ type }, index) => `$${index + 4}::${type}`);
  const entries = `FROM ${table} l WHERE l.category_id = (SELECT id FROM scope) AND ${isByPrice ? 'l.currency = $2' : '$2::text IS NULL'}`;
  return {
    name: list,
    isByPrice,
    parts: keys.map(({ part }) => part),
    start: keys.map(({ start }) => start),
    page: {
      name: `products.${list}`,
      text: `
        WITH ${SCOPE},
        page AS (
          SELECT l.product_id, ${columns[0]} AS sort_key ${entries}
             AND (${columns.join(', ')}) ${direction === 'ASC' ? '>' : '<'} (${after.join(', ')})
           ORDER BY ${columns.map((column) => `${column} ${direction}`).join(', ')} LIMIT $3)
        SELECT scope.id AS listed_under, (
                 SELECT json_agg(json_build_object(
                          'id', p.id, 'stamp', ${STAMP}, 'available', ${AVAILABLE}, 'sortKey', page.sort_key::text)
                          ORDER BY page.sort_key ${direction}, page.product_id ${direction})
                   FROM page JOIN product p ON p.id = page.product_id) AS found
          FROM scope WHERE scope.id IS NOT NULL`,
    },
  };
}
