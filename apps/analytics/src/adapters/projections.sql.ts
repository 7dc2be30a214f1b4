import { anyOf, type PreparedStatement } from '@tovar/platform';
import type { ProjectionSet } from '../domain/projections.ts';
import { COUNTERS } from '../domain/tally.ts';

/** The tables of projections and what tells their rows apart, in the order in which they are written. */
export const TABLES = {
  order_fact: ['order_id'],
  review_fact: ['review_id'],
  tally: ['kind', 'span', 'starts_at', 'subject', 'currency'],
  product_activity: ['product_id'],
  product_category: ['product_id'],
  user_activity: ['user_id'],
  search_tally: ['day', 'words'],
  told: ['id'],
} as const;
export type Table = keyof typeof TABLES;

/** The statements for one set of projections, each prepared once. */
export function statementsFor(set: ProjectionSet): Statements {
  return STATEMENTS[set];
}

export type Statements = Readonly<Record<keyof typeof TEXTS, PreparedStatement>>;

const columnOf = (counter: string): string => counter.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const COLUMNS = COUNTERS.map(columnOf);
const SUMS = COLUMNS.map((column) => `sum(${column}) AS ${column}`).join(', ');
const ADDED = COLUMNS.map((column) => `${column} = kept.${column} + excluded.${column}`).join(', ');
const GIVEN = COUNTERS.map((counter, index) => `"${counter}" AS ${COLUMNS[index]}`).join(', ');
const TYPES = COUNTERS.map((counter) => `"${counter}" bigint`).join(', ');

const ORDER_COLUMNS = [
  'order_id',
  'customer_id',
  'currency',
  'total_minor',
  'lines',
  'placed_at',
  'payment_started_at',
  'paid_at',
  'cancelled_at',
  'refunds',
];

/** Where rows go that nothing is known of while everything is folded anew. */
export const APPENDED_ORDERS = { table: 'next_order_fact', columns: ORDER_COLUMNS };
export const APPENDED_TALLIES = {
  table: 'appended_tally',
  columns: ['kind', 'quarter', 'subject', 'currency', ...COLUMNS],
};

/** `$` stands for the set: nothing before the live tables, `next_` before the others. */
const TEXTS = {
  orders: `SELECT order_id AS "orderId", customer_id AS "customerId", currency, total_minor AS "totalMinor", lines,
      placed_at AS "placedAt", payment_started_at AS "paymentStartedAt", paid_at AS "paidAt",
      cancelled_at AS "cancelledAt", refunds FROM $order_fact WHERE order_id = ${anyOf('uuid')}`,
  reviews: `SELECT review_id AS "reviewId", author_id AS "authorId", is_there AS "isThere", told_at::text AS "toldAt"
      FROM $review_fact WHERE review_id = ${anyOf('uuid')}`,
  tellOnce: 'INSERT INTO $told (id) SELECT unnest($1::uuid[]) ON CONFLICT DO NOTHING RETURNING id',
  storeOrders: `INSERT INTO $order_fact (${ORDER_COLUMNS.join(', ')})
    SELECT * FROM json_to_recordset($1) AS given ("orderId" uuid, "customerId" uuid, currency text, "totalMinor" bigint,
      lines jsonb, "placedAt" timestamptz, "paymentStartedAt" timestamptz, "paidAt" timestamptz,
      "cancelledAt" timestamptz, refunds jsonb)
    ON CONFLICT (order_id) DO UPDATE SET customer_id = excluded.customer_id, currency = excluded.currency,
      total_minor = excluded.total_minor, lines = excluded.lines, placed_at = excluded.placed_at,
      payment_started_at = excluded.payment_started_at, paid_at = excluded.paid_at, cancelled_at = excluded.cancelled_at,
      refunds = excluded.refunds`,
  storeReviews: `INSERT INTO $review_fact (review_id, author_id, is_there, told_at)
    SELECT * FROM json_to_recordset($1) AS given ("reviewId" uuid, "authorId" uuid, "isThere" boolean, "toldAt" numeric)
    ON CONFLICT (review_id) DO UPDATE SET author_id = excluded.author_id, is_there = excluded.is_there,
      told_at = excluded.told_at`,
  // Days and months are added up here, where it is cheapest.
  storeTallies: `WITH given AS MATERIALIZED (
      SELECT kind, to_timestamp(quarter * 900::double precision) AS at, subject, currency, ${GIVEN}
        FROM json_to_recordset($1) AS g (kind text, quarter bigint, subject uuid, currency text, ${TYPES})
    ), spans AS (
      SELECT kind, 'QUARTER' AS span, at AS starts_at, subject, currency, ${COLUMNS.join(', ')} FROM given
       WHERE kind <> 'VARIANT'
      UNION ALL SELECT kind, 'DAY', date_trunc('day', at, 'UTC'), subject, currency, ${SUMS} FROM given
       GROUP BY 1, 3, 4, 5
      UNION ALL SELECT kind, 'MONTH', date_trunc('month', at, 'UTC'), subject, currency, ${SUMS} FROM given
       WHERE kind <> 'VARIANT' GROUP BY 1, 3, 4, 5
    )
    INSERT INTO $tally AS kept (kind, span, starts_at, subject, currency, ${COLUMNS.join(', ')}) SELECT * FROM spans
    ON CONFLICT (kind, span, starts_at, subject, currency) DO UPDATE SET ${ADDED}`,
  storeProducts: `INSERT INTO $product_activity AS kept (product_id, views, orders, units, reviews, rated_at)
    SELECT "productId", views, orders, units, 0, -1
      FROM json_to_recordset($1) AS given ("productId" uuid, views bigint, orders bigint, units bigint)
    ON CONFLICT (product_id) DO UPDATE SET views = kept.views + excluded.views, orders = kept.orders + excluded.orders,
      units = kept.units + excluded.units`,
  storeRatings: `INSERT INTO $product_activity AS kept (product_id, views, orders, units, reviews, rating_hundredths, rated_at)
    SELECT "productId", 0, 0, 0, reviews, "ratingHundredths", "ratedAt" FROM json_to_recordset($1) AS given
      ("productId" uuid, reviews bigint, "ratingHundredths" integer, "ratedAt" numeric)
    ON CONFLICT (product_id) DO UPDATE SET reviews = excluded.reviews, rating_hundredths = excluded.rating_hundredths,
      rated_at = excluded.rated_at WHERE kept.rated_at < excluded.rated_at`,
  storeCategories: `INSERT INTO $product_category AS kept (product_id, category_ids, known_at)
    SELECT "productId", ARRAY(SELECT json_array_elements_text("categoryIds")::uuid), "knownAt"
      FROM json_to_recordset($1) AS given ("productId" uuid, "categoryIds" json, "knownAt" timestamptz)
    ON CONFLICT (product_id) DO UPDATE SET category_ids = excluded.category_ids, known_at = excluded.known_at
      WHERE kept.known_at < excluded.known_at`,
  storeUsers: `INSERT INTO $user_activity AS kept (user_id, orders_placed, orders_paid, reviews_written)
    SELECT * FROM json_to_recordset($1) AS given ("userId" uuid, placed bigint, paid bigint, reviews bigint)
    ON CONFLICT (user_id) DO UPDATE SET orders_placed = kept.orders_placed + excluded.orders_placed,
      orders_paid = kept.orders_paid + excluded.orders_paid,
      reviews_written = kept.reviews_written + excluded.reviews_written`,
  storeSearches: `INSERT INTO $search_tally AS kept (day, words, searches, in_vain)
    SELECT * FROM json_to_recordset($1) AS given (day date, words text, searches bigint, "inVain" bigint)
    ON CONFLICT (day, words) DO UPDATE SET searches = kept.searches + excluded.searches,
      in_vain = kept.in_vain + excluded.in_vain`,
  // A batch of looks may come a little after its day.
  forgetRareSearches: `WITH bounds AS (
      SELECT (now() AT TIME ZONE 'UTC')::date - 1 AS ends, (now() AT TIME ZONE 'UTC')::date - $2::integer AS begins
    ), crowded AS (
      SELECT day FROM $search_tally, bounds WHERE day < ends GROUP BY day HAVING count(*) > $1::integer
    ), ranked AS (
      SELECT day, words, row_number() OVER (PARTITION BY day ORDER BY searches DESC, words) AS place
        FROM $search_tally WHERE day IN (SELECT day FROM crowded)
    )
    DELETE FROM $search_tally AS kept USING bounds
     WHERE kept.day < begins OR (kept.day, kept.words) IN (SELECT day, words FROM ranked WHERE place > $1::integer)`,
} as const;

function preparedFor(set: ProjectionSet): Statements {
  const prefix = set === 'live' ? '' : 'next_';
  const statements = Object.entries(TEXTS).map(([name, text]) => {
    return [name, { name: `projections.${set}.${name}`, text: text.replaceAll(/\$(?=[a-z])/g, prefix) }] as const;
  });
  return Object.fromEntries(statements) as Statements;
}

const STATEMENTS = { live: preparedFor('live'), next: preparedFor('next') };

/** How many rows of a table differ from those of its twin. The names are ours. */
export function differencesIn(table: Table): string {
  const keys = TABLES[table].join(', ');
  return `SELECT count(*)::integer AS count FROM ${table} AS one FULL JOIN next_${table} AS other USING (${keys})
           WHERE one IS NULL OR other IS NULL OR ROW(one.*) IS DISTINCT FROM ROW(other.*)`;
}
