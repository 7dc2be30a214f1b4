import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@tovar/testing';
import pg from 'pg';
import { migrate, MigrationEdited } from '../src/database/migrate.ts';

describe('migrations', () => {
  let database: TestDatabase;
  let admin: pg.Client;
  let folder: string;
  let schema: string;
  let schemas = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
  });
  beforeEach(async () => {
    schemas += 1;
    schema = `migrated_${schemas}`;
    folder = await mkdtemp(join(tmpdir(), 'tovar-migrations-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  afterAll(async () => {
    await admin.end();
    await database.drop();
  });

  const file = (name: string, sql: string): Promise<void> => writeFile(join(folder, name), sql);
  const run = (more: object = {}): Promise<string[]> => migrate(database.adminUrl, [{ schema, folder, ...more }]);
  const tables = async (): Promise<string[]> => {
    const text = `SELECT table_name FROM information_schema.tables WHERE table_schema = $1 AND table_name <> 'migration' ORDER BY 1`;
    const { rows } = await admin.query<{ table_name: string }>(text, [schema]);
    return rows.map((row) => row.table_name);
  };

  it('run in the order of their names, each once, and only SQL', async () => {
    await file('0002-second.sql', 'ALTER TABLE thing ADD COLUMN name text');
    await file('0001-first.sql', 'CREATE TABLE thing (id int)');
    await file('README.md', 'not SQL');
    expect(await run()).toEqual([`${schema}/0001-first.sql`, `${schema}/0002-second.sql`]);
    await file('0003-third.sql', 'CREATE TABLE other (id int)');
    expect(await run()).toEqual([`${schema}/0003-third.sql`]);
    expect(await run()).toEqual([]);
    expect(await tables()).toEqual(['other', 'thing']);
  });

  it('are refused when a file that has run was edited, and nothing runs after it', async () => {
    await file('0001-first.sql', 'CREATE TABLE thing (id int)');
    await run();
    await file('0001-first.sql', 'CREATE TABLE thing (id bigint)');
    await file('0002-second.sql', 'CREATE TABLE other (id int)');
    await expect(run()).rejects.toThrow(MigrationEdited);
    await expect(run()).rejects.toThrow(`${schema}/0001-first.sql`);
    expect(await tables()).toEqual(['thing']);
  });

  it('do not mind the line ends of the system that checked them out', async () => {
    await file('0001-first.sql', '-- a thing\nCREATE TABLE thing (id int);\n');
    await run();
    await file('0001-first.sql', '-- a thing\r\nCREATE TABLE thing (id int);\r\n');
    expect(await run()).toEqual([]);
  });

  it('undo the whole of a file that fails, keep those before it, and say which it was', async () => {
    await file('0001-first.sql', 'CREATE TABLE thing (id int)');
    await file('0002-broken.sql', 'CREATE TABLE half (id int); CREATE TABLE thing (id int);');
    await expect(run()).rejects.toMatchObject({
      message: `Migration ${schema}/0002-broken.sql failed: relation "thing" already exists`,
      cause: { code: '42P07' },
    });
    expect(await tables()).toEqual(['thing']);
    await file('0002-broken.sql', 'CREATE TABLE half (id int)');
    expect(await run()).toEqual([`${schema}/0002-broken.sql`]);
  });

  it('run once when many processes start at the same time', async () => {
    for (let number = 1; number <= 5; number += 1)
      await file(`000${number}.sql`, `CREATE TABLE thing_${number} (id int)`);
    const applied = await Promise.all(Array.from({ length: 6 }, () => run()));
    expect(applied.flat()).toHaveLength(5);
    expect(await tables()).toHaveLength(5);
  });

  it('keep schemas apart, and the files of two folders in one schema', async () => {
    await mkdir(join(folder, 'own'));
    await file('0001-shared.sql', 'CREATE TABLE shared (id int)');
    await writeFile(join(folder, 'own/0001-own.sql'), 'CREATE TABLE own (id int)');
    const applied = await migrate(database.adminUrl, [
      { schema, folder },
      { schema, folder: join(folder, 'own') },
      { schema: `${schema}_other`, folder },
    ]);
    expect(applied).toEqual([`${schema}/0001-shared.sql`, `${schema}/0001-own.sql`, `${schema}_other/0001-shared.sql`]);
    expect(await tables()).toEqual(['own', 'shared']);
  });

  it("let the service's role read and write, also in tables that come later, and change none of them", async () => {
    const role = `role_of_${schema}`;
    await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD 'secret'`);
    await file('0001-first.sql', 'CREATE TABLE thing (id int GENERATED ALWAYS AS IDENTITY, name text)');
    await run({ role });
    await file('0002-second.sql', 'CREATE TABLE later (id int)');
    await run({ role });
    const url = new URL(database.adminUrl);
    url.username = role;
    url.password = 'secret';
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    await client.query(`INSERT INTO ${schema}.thing (name) VALUES ('a'); UPDATE ${schema}.thing SET name = 'b'`);
    await client.query(`INSERT INTO ${schema}.later VALUES (1); DELETE FROM ${schema}.later`);
    for (const forbidden of [
      `ALTER TABLE ${schema}.thing ADD COLUMN x int`,
      `DROP TABLE ${schema}.thing`,
      `CREATE TABLE ${schema}.mine (id int)`,
    ]) {
      await expect(client.query(forbidden)).rejects.toMatchObject({ code: '42501' });
    }
    await client.end();
    await admin.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  });
});
