import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { underLock } from './advisory-lock.ts';

/** A schema, the folder of its SQL files (`0001-name.sql`, …) and the role that will use it. */
export interface Migrations {
  readonly schema: string;
  readonly folder: string;
  /** The role with which the service itself connects: it reads and writes, and cannot alter. */
  readonly role?: string;
}

/** A released migration was changed: the database and the code no longer tell the same story. */
export class MigrationEdited extends Error {
  readonly code = 'MIGRATION_EDITED';
  constructor(schema: string, file: string) {
    super(`${schema}/${file} differs from what this database has run. Add a new migration instead of editing it.`);
  }
}

interface AppliedMigration {
  readonly name: string;
  readonly sha256: string;
}

/**
 * Brings each schema up to date, one transaction per file, under an advisory lock, so that replicas may start at once.
 * Returns the files it applied.
 */
export async function migrate(adminUrl: string, all: readonly Migrations[]): Promise<string[]> {
  return underLock(adminUrl, 'tovar:migrate', async (client) => {
    const applied: string[] = [];
    for (const migrations of all) applied.push(...(await migrateSchema(client, migrations)));
    return applied;
  });
}

async function migrateSchema(client: pg.Client, { schema, folder, role }: Migrations): Promise<string[]> {
  await prepareSchema(client, schema, role);
  const { rows: done } = await client.query<AppliedMigration>(`SELECT name, sha256 FROM ${schema}.migration`);
  const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted();
  const applied: string[] = [];
  for (const name of files) {
    const sql = await readFile(join(folder, name), 'utf8');
    const sha256 = fingerprint(sql);
    const earlier = done.find((migration) => migration.name === name);
    if (earlier && earlier.sha256 !== sha256) throw new MigrationEdited(schema, name);
    if (earlier) continue;
    await apply(client, schema, name, sql, sha256);
    applied.push(`${schema}/${name}`);
  }
  return applied;
}

/** Some systems check files out with other line ends. */
function fingerprint(sql: string): string {
  return createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex');
}

async function apply(client: pg.Client, schema: string, name: string, sql: string, sha256: string): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(`SET LOCAL search_path = ${schema}, public`);
    await client.query(sql);
    await client.query(`INSERT INTO ${schema}.migration (name, sha256) VALUES ($1, $2)`, [name, sha256]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new Error(`Migration ${schema}/${name} failed: ${(error as Error).message}`, { cause: error });
  }
}

/** Future tables are granted to the service's role as they are made; an append-only one revokes what it must. */
async function prepareSchema(client: pg.Client, schema: string, role?: string): Promise<void> {
  await client.query(`
    CREATE SCHEMA IF NOT EXISTS ${schema};
    CREATE TABLE IF NOT EXISTS ${schema}.migration (
      name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`);
  if (!role) return;
  await client.query(`
    GRANT USAGE ON SCHEMA ${schema} TO ${role};
    ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${role};
    ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT USAGE ON SEQUENCES TO ${role}`);
}
