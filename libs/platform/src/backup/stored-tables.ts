import type { Client } from 'pg';

/** A table of the shop, and those of its columns that are not computed. */
export interface StoredTable {
  readonly schema: string;
  readonly table: string;
  readonly columns: readonly string[];
}

/** A sequence, and where it stands. */
export interface StoredSequence {
  readonly schema: string;
  readonly sequence: string;
  readonly value: string;
  readonly isCalled: boolean;
}

const OURS = `nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public')`;

/** Every table of every service's schema, of the log and of the queues, in the order of their names. */
export async function storedTables(client: Client): Promise<StoredTable[]> {
  const { rows } = await client.query<StoredTable>(`
    SELECT nspname AS schema, relname AS table,
           array_agg(attname::text ORDER BY attnum) FILTER (WHERE attgenerated = '') AS columns
      FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace JOIN pg_attribute ON attrelid = pg_class.oid
     WHERE relkind = 'r' AND ${OURS} AND attnum > 0 AND NOT attisdropped
     GROUP BY nspname, relname ORDER BY nspname, relname`);
  return rows;
}

/** Asked after the tables were read: a sequence is never behind the rows that have its numbers. */
export async function storedSequences(client: Client): Promise<StoredSequence[]> {
  const { rows } = await client.query<{ schema: string; sequence: string }>(`
    SELECT nspname AS schema, relname AS sequence FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE relkind = 'S' AND ${OURS} ORDER BY nspname, relname`);
  const sequences: StoredSequence[] = [];
  for (const { schema, sequence } of rows) {
    const text = `SELECT last_value AS value, is_called AS "isCalled" FROM ${nameOf(schema, sequence)}`;
    const [state] = (await client.query<{ value: string; isCalled: boolean }>(text)).rows;
    if (state) sequences.push({ schema, sequence, ...state });
  }
  return sequences;
}

/** Each migration that has run, as `schema/file hash`. */
export async function migrationsOf(client: Client, tables: readonly StoredTable[]): Promise<string[]> {
  const run: string[] = [];
  for (const { schema } of tables.filter(({ table, columns }) => table === 'migration' && columns.includes('sha256'))) {
    const text = `SELECT name, sha256 FROM ${nameOf(schema, 'migration')} ORDER BY name`;
    const { rows } = await client.query<{ name: string; sha256: string }>(text);
    run.push(...rows.map(({ name, sha256 }) => `${schema}/${name} ${sha256.slice(0, 12)}`));
  }
  return run;
}

/** Names come from the catalog or from a list, and are quoted all the same. */
export function nameOf(schema: string, name: string): string {
  return [schema, name].map((part) => `"${part.replaceAll('"', '""')}"`).join('.');
}

export function columnsOf({ columns }: StoredTable): string {
  return columns.map((column) => `"${column.replaceAll('"', '""')}"`).join(', ');
}
