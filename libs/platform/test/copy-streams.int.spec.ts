import { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase } from '@tovar/testing';
import pg from 'pg';
import { copyFrom, copyOut } from '../src/backup/copy-streams.ts';

const ROWS = 20_000;

describe('rows as streams', () => {
  let database: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.adminUrl });
    await client.connect();
    await client.query('CREATE TABLE probe (id integer, text text)');
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  /** Reads more slowly than the server sends. */
  const slowly = async (stream: PassThrough): Promise<string> => {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) {
      chunks.push(chunk as Buffer);
      await turn();
    }
    return Buffer.concat(chunks).toString('utf8');
  };

  it('leave as they are, however slowly they are read, and the connection goes on', async () => {
    await client.query(`INSERT INTO probe SELECT n, repeat('ü' || n, 40) FROM generate_series(1, ${ROWS}) n`);
    for (const highWaterMark of [1, 1_000, 1_000_000]) {
      const target = new PassThrough({ highWaterMark });
      const reading = slowly(target);
      expect(await copyOut(client, 'COPY (SELECT * FROM probe ORDER BY id) TO STDOUT', target)).toBe(ROWS);
      const lines = (await reading).trimEnd().split('\n');
      expect(lines).toHaveLength(ROWS);
      expect(lines.every((line, index) => line === `${index + 1}\t${`ü${index + 1}`.repeat(40)}`)).toBe(true);
      expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    }
  });

  it('come back as they were', async () => {
    const rows = new PassThrough();
    const reading = slowly(rows);
    await copyOut(client, 'COPY probe TO STDOUT', rows);
    await client.query('CREATE TABLE again (LIKE probe)');
    const source = new PassThrough();
    source.end(await reading);
    expect(await copyFrom(client, 'COPY again FROM STDIN', source)).toBe(ROWS);
    const { rowCount } = await client.query('SELECT FROM probe JOIN again USING (id, text)');
    expect(rowCount).toBe(ROWS);
  });

  it('are refused whole when their source breaks off', async () => {
    await client.query('CREATE TABLE half (LIKE probe)');
    const source = new PassThrough();
    source.write('1\ta\n');
    const copying = copyFrom(client, 'COPY half FROM STDIN', source);
    source.destroy(new Error('The disk is gone.'));
    await expect(copying).rejects.toThrow('The disk is gone.');
    expect((await client.query('SELECT FROM half')).rowCount).toBe(0);
  });
});
