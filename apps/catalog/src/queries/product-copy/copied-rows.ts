import { type IndexedRow, published } from '../product-index/indexed-rows.ts';

/** A published product with the stems of its words, which PostgreSQL knows: of its name, its brand, and of all its texts. */
export interface CopiedRow extends IndexedRow {
  readonly name_stems_en: readonly string[];
  readonly brand_stems_en: readonly string[];
  readonly stems_en: readonly string[];
  readonly name_stems_ru: readonly string[];
  readonly brand_stems_ru: readonly string[];
  readonly stems_ru: readonly string[];
}

/** What is to be copied of a product: null in place of whatever customers do not see. */
export interface ReadProduct {
  readonly asked_id: string;
  /** Grows with every transaction that ended before this was read. */
  readonly revision: string;
  readonly product: CopiedRow | null;
}

const STEMS = ['en', 'ru']
  .map(
    (locale) => `,
         tsvector_to_array(ts_filter(p.search_${locale}, '{a}')) AS name_stems_${locale},
         tsvector_to_array(ts_filter(p.search_${locale}, '{b}')) AS brand_stems_${locale},
         tsvector_to_array(p.search_${locale}) AS stems_${locale}`,
  )
  .join('');

/**
 * How many transactions had ended when the statement took its snapshot. What one of two snapshots sees more is in a
 * transaction that ended between them, so of two readings of a product the one with the higher number is the later.
 */
const REVISION = `
  (pg_snapshot_xmax(pg_current_snapshot())::text::bigint
    - (SELECT count(*) FROM pg_snapshot_xip(pg_current_snapshot())))::text AS revision`;

export const READ_PRODUCTS = {
  name: 'copy.products',
  text: `
    SELECT asked.id AS asked_id, ${REVISION}, to_json(found) AS product
      FROM unnest($1::uuid[]) AS asked(id)
      LEFT JOIN (${published(STEMS)} AND p.id = ANY($1::uuid[])) AS found ON found.id = asked.id`,
};

/** The ids of all published products, in steps: those after an id ($1), so many ($2). */
export const PUBLISHED_IDS = {
  name: 'copy.published-ids',
  text: `SELECT p.id FROM product p WHERE p.status = 'PUBLISHED' AND p.id > $1::uuid ORDER BY p.id LIMIT $2`,
};

/** Where the notes of changes end that all transactions have made which are over, and when that was. */
export const NOW = {
  name: 'copy.now',
  text: `SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS read_from, ${REVISION}`,
};
