import { decodeCursor, InvalidCursor, type PreparedStatement, rowsOf } from '@tovar/platform';
import { FIRST_ID, LAST_ID, REVIEW_COLUMNS, type ReviewView } from './review-view.ts';

export const REVIEW_SORTS = ['HELPFUL', 'NEWEST', 'HIGHEST', 'LOWEST'] as const;
export type ReviewSort = (typeof REVIEW_SORTS)[number];

/** One way in which the reviews of products are listed: a range of one index for each of them. */
interface ReviewOrder {
  /** What comes before the id in the key of a review; the list by age has nothing there. */
  keyOf(review: ReviewView): number;
  /** The key before the first review. */
  readonly start: readonly [number, string];
  /** Takes the products ($1), a number of stars or null ($2), the key ($3, $4) and the page's length ($5). */
  readonly page: PreparedStatement;
}

// More than any count.
const HIGHEST_NUMBER = 2_147_483_647;

export const REVIEW_ORDERS: Readonly<Record<ReviewSort, ReviewOrder>> = {
  HELPFUL: {
    keyOf: ({ likes }) => likes,
    start: [HIGHEST_NUMBER, LAST_ID],
    page: order('helpful', 'likes', 'DESC'),
  },
  // UUIDv7: their order is that in which the reviews were written.
  NEWEST: { keyOf: () => 0, start: [0, LAST_ID], page: order('newest', undefined, 'DESC') },
  HIGHEST: {
    keyOf: ({ rating }) => rating,
    start: [HIGHEST_NUMBER, LAST_ID],
    page: order('highest', 'rating', 'DESC'),
  },
  LOWEST: { keyOf: ({ rating }) => rating, start: [0, FIRST_ID], page: order('lowest', 'rating', 'ASC') },
};

/** Throws `InvalidCursor` for one that a list in this order did not give. */
export function placeAfter(sort: ReviewSort, cursor: string): readonly [number, string] {
  const [of, key, id] = decodeCursor(cursor, 'string', 'number', 'uuid');
  if (of !== sort || !Number.isInteger(key) || Math.abs(key) > HIGHEST_NUMBER) throw new InvalidCursor();
  return [key, id];
}

function order(name: string, column: 'likes' | 'rating' | undefined, direction: 'ASC' | 'DESC'): PreparedStatement {
  const keys = column ? [column, 'id'] : ['id'];
  const isBehind = direction === 'ASC' ? '>' : '<';
  const key = column ? '($3::integer, $4::uuid)' : '($4::uuid)';
  const ordered = (of: string): string => keys.map((each) => `${of}${each} ${direction}`).join(', ');
  return {
    name: `reviews.${name}`,
    text: `
      SELECT ${REVIEW_COLUMNS}
        FROM ${rowsOf('uuid')} AS asked (product_id)
             CROSS JOIN LATERAL (
               SELECT * FROM review
                WHERE product_id = asked.product_id AND status = 'APPROVED' AND ($2::integer IS NULL OR rating = $2)
                  AND $3::integer IS NOT NULL AND (${keys.join(', ')}) ${isBehind} ${key}
                ORDER BY ${ordered('')} LIMIT $5) r
       ORDER BY r.product_id, ${ordered('r.')}`,
  };
}
