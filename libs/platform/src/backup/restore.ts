import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import type { Client } from 'pg';
import { withConnection } from '../database/with-connection.ts';
import { BackupDamaged, BackupOfAnotherVersion, DatabaseInUse } from './backup.errors.ts';
import { copyFrom } from './copy-streams.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { columnsOf, migrationsOf, nameOf, storedTables } from './stored-tables.ts';

/**
 * Puts a backup into a database whose schemas are prepared and in which nothing has happened yet, all of it or nothing. Throws
 * `BackupDamaged`, `BackupOfAnotherVersion` or `DatabaseInUse` and changes nothing then. The role must be a superuser, or may set
 * `session_replication_role`: rows come in the order of their tables' names, not of what refers to what.
 */
export async function restore(adminUrl: string, folder: string): Promise<Manifest> {
  const manifest = await wholeBackup(folder);
  return withConnection(adminUrl, 'restore', async (client) => {
    await requireUnused(client);
    await client.query('BEGIN');
    await requireFit(client, manifest);
    await client.query('SET LOCAL session_replication_role = replica');
    await client.query(`TRUNCATE ${manifest.tables.map(({ schema, table }) => nameOf(schema, table)).join(', ')}`);
    for (const table of manifest.tables) await readTable(client, table, folder);
    for (const { schema, sequence, value, isCalled } of manifest.sequences)
      await client.query('SELECT setval($1::regclass, $2::bigint, $3)', [nameOf(schema, sequence), value, isCalled]);
    await client.query('COMMIT');
    await client.query('ANALYZE');
    return manifest;
  });
}

/** What has to be true before a database is made ready: a whole backup, and nothing there that it would replace. */
export async function requireRestorable(adminUrl: string, folder: string): Promise<void> {
  await wholeBackup(folder);
  await withConnection(adminUrl, 'restore', requireUnused);
}

async function wholeBackup(folder: string): Promise<Manifest> {
  const manifest = await readManifest(folder);
  for (const { file, sha256 } of manifest.tables)
    if ((await hashOf(join(folder, file))) !== sha256) throw new BackupDamaged(`${file} is not as it was written`);
  return manifest;
}

/** Of a shop that has ever run: its first admin, and its first event unless another log keeps that. */
const SIGNS_OF_LIFE = ['platform.event', 'accounts.user_account'];

async function requireUnused(client: Client): Promise<void> {
  for (const table of SIGNS_OF_LIFE) {
    const { rows } = await client.query<{ there: string | null }>('SELECT to_regclass($1) AS there', [table]);
    if (!rows[0]?.there) continue;
    const { rowCount } = await client.query(`SELECT FROM ${table} LIMIT 1`);
    if (rowCount) throw new DatabaseInUse();
  }
}

async function requireFit(client: Client, { migrations, tables }: Manifest): Promise<void> {
  const found = await storedTables(client);
  const run = await migrationsOf(client, found);
  const known = new Set(found.map(({ schema, table }) => nameOf(schema, table)));
  const missing = tables.map(({ schema, table }) => nameOf(schema, table)).filter((name) => !known.has(name));
  const [ours, theirs] = [new Set(run), new Set(migrations)];
  const differing = [
    ...run.filter((each) => !theirs.has(each)),
    ...migrations.filter((each) => !ours.has(each)),
    ...missing,
  ];
  if (differing.length > 0) throw new BackupOfAnotherVersion(differing);
}

async function readTable(client: Client, table: Manifest['tables'][number], folder: string): Promise<void> {
  const source = createReadStream(join(folder, table.file));
  const rows = source.pipe(createGunzip());
  source.once('error', (error) => rows.destroy(error));
  const count = await copyFrom(
    client,
    `COPY ${nameOf(table.schema, table.table)} (${columnsOf(table)}) FROM STDIN`,
    rows,
  );
  if (count !== table.rows) throw new BackupDamaged(`${table.file} holds ${count} rows instead of ${table.rows}`);
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  } catch (cause) {
    throw new BackupDamaged(`${path} is missing`, { cause });
  }
  return hash.digest('hex');
}
