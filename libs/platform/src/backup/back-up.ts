import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Client } from 'pg';
import { withConnection } from '../database/with-connection.ts';
import { copyOut } from './copy-streams.ts';
import { MANIFEST, type Manifest } from './manifest.ts';
import { columnsOf, migrationsOf, nameOf, type StoredTable, storedSequences, storedTables } from './stored-tables.ts';

/**
 * Writes all rows of all services, of the log and of the queues as they are at one moment into a new folder that only we may
 * read. The shop goes on meanwhile. Needs nothing but the database: no program of PostgreSQL, and no version of one.
 */
export async function backUp(adminUrl: string, folder: string): Promise<Manifest> {
  await mkdir(folder, { recursive: false, mode: 0o700 });
  return withConnection(adminUrl, 'backup', async (client) => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const takenAt = (await client.query<{ now: Date }>('SELECT now()')).rows[0]?.now ?? new Date(0);
    const found = await storedTables(client);
    const migrations = await migrationsOf(client, found);
    const tables: Manifest['tables'] = [];
    for (const table of found) tables.push(await writeTable(client, table, folder));
    const sequences = await storedSequences(client);
    await client.query('COMMIT');
    const manifest: Manifest = { format: 1, takenAt: takenAt.toISOString(), migrations, tables, sequences };
    await writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 1)}\n`, { mode: 0o600 });
    return manifest;
  });
}

async function writeTable(client: Client, stored: StoredTable, folder: string): Promise<Manifest['tables'][number]> {
  const { schema, table, columns } = stored;
  const file = `${schema}.${table}.copy.gz`;
  const hash = createHash('sha256');
  const hashing = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const rows = new PassThrough();
  const writing = pipeline(
    rows,
    createGzip({ level: 1 }),
    hashing,
    createWriteStream(join(folder, file), { mode: 0o600 }),
  );
  const text = `COPY (SELECT ${columnsOf(stored)} FROM ${nameOf(schema, table)}) TO STDOUT`;
  // Both at once: whichever fails, a full disk or the database, ends the backup.
  const [count] = await Promise.all([copyOut(client, text, rows), writing]);
  return { schema, table, columns: [...columns], file, rows: count, sha256: hash.digest('hex') };
}
