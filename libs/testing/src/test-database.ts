import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** Where `npm test` says on which server the suites may make their databases. */
export const TEST_DATABASE_VARIABLE = 'TOVAR_TEST_DATABASE_URL';

export interface TestDatabase {
  /** Connects the owner of a database that nobody else uses. */
  readonly adminUrl: string;
  drop(): Promise<void>;
}

/** An empty database of its own for one suite. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = process.env[TEST_DATABASE_VARIABLE];
  if (!serverUrl) throw new Error('These tests need PostgreSQL: run them by "npm test -- <path>".');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onServer(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { adminUrl: url.href, drop: () => onServer(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
