import type { ShopInProcess } from './shop-in-process.ts';

interface Column {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

/** Every column of every service that can hold words or an id, whatever will be added: `schema.table.column`. */
const COLUMNS = `
  SELECT c.table_schema AS schema, c.table_name AS table, c.column_name AS column, c.data_type AS type
    FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
   WHERE t.table_type = 'BASE TABLE' AND c.table_schema NOT IN ('pg_catalog', 'information_schema')
     AND c.data_type IN ('text', 'character varying', 'character', 'json', 'jsonb', 'ARRAY', 'bytea', 'uuid')`;

/** In which columns of the whole database any of the words stands, whatever the case. */
export async function columnsWith(shop: ShopInProcess, words: readonly string[]): Promise<string[]> {
  const columns = await shop.sql<Column>(COLUMNS);
  const looks = columns.map(({ schema, table, column, type }) => {
    const text = type === 'bytea' ? `encode("${column}", 'escape')` : `"${column}"::text`;
    return `SELECT '${schema}.${table}.${column}' AS place
             WHERE EXISTS (SELECT FROM "${schema}"."${table}" WHERE lower(${text}) LIKE ANY ($1::text[]))`;
  });
  const patterns = words.map((word) => `%${word.toLowerCase()}%`);
  const rows = await shop.sql<{ place: string }>(looks.join(' UNION ALL '), [patterns]);
  return rows.map(({ place }) => place).toSorted();
}
