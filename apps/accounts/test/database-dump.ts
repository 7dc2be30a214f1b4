import pg from 'pg';
import type { AccountsShop } from './accounts-shop.ts';

/** Every row of every table of the whole database, jobs and events included, as text. */
export async function dumpOf({ shop }: AccountsShop): Promise<string> {
  const client = new pg.Client({ connectionString: shop.running.process.environment.ADMIN_DATABASE_URL });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
        WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
    );
    const rows: unknown[] = [];
    for (const { name } of tables.rows) rows.push(...(await client.query(`SELECT t::text AS row FROM ${name} t`)).rows);
    return JSON.stringify(rows);
  } finally {
    await client.end();
  }
}
