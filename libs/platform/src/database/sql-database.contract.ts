import { AsyncResource } from 'node:async_hooks';
import { waitFor } from '@tovar/testing';
import { DeadlineExceeded, InvalidInput } from '../errors/platform.errors.ts';
import { AnswerSharing } from '../http/answer-sharing.ts';
import { inRequest, type RequestContext } from '../http/request-context.ts';
import { purge } from './purge.ts';
import { describeSending } from './sending.contract.ts';
import type { SqlDatabase } from './sql-database.ts';
import { afterCommit, afterRollback, beforeCommit } from './transaction-context.ts';
import { isTransient } from './transient-error.ts';

const NOWHERE = new AsyncResource('nowhere');
const ID = '0190a5d8-0000-7000-8000-000000000000';
const INSERT = { name: 'insert', text: 'INSERT INTO effect (event_id, subject) VALUES ($1, $2)' };

/** What an adapter's suite provides, on the probe's schema. */
export interface DatabaseSetup {
  readonly database: SqlDatabase;
  /** Adds an effect by the ORM, and counts those of this subject by it. */
  insertByOrm(eventId: string, subject: string): Promise<unknown>;
  countByOrm(subject: string): Promise<number>;
  close(): Promise<void>;
}

/** What a service can rely on of its database, whichever ORM it uses. */
export function describeDatabase(name: string, setUp: () => Promise<DatabaseSetup>): void {
  describe(`a service's database with ${name}`, () => {
    let setup: DatabaseSetup;
    let database: SqlDatabase;

    beforeAll(async () => {
      setup = await setUp();
      ({ database } = setup);
    });
    beforeEach(() => database.query('DELETE FROM effect'));
    afterAll(() => setup.close());

    const insert = (subject: string): Promise<unknown> =>
      database.query('INSERT INTO effect (event_id, subject) VALUES ($1, $2)', [ID, subject]);
    const subjects = async (): Promise<string[]> => {
      const rows = await database.query<{ subject: string }>('SELECT subject FROM effect ORDER BY subject');
      return rows.map((row) => row.subject);
    };
    const cutConnection = (): Promise<unknown> => database.query('SELECT pg_terminate_backend(pg_backend_pid())');

    it('commits what a transaction has done, through whatever it was done', async () => {
      const result = await database.transaction(async () => {
        await insert('statement');
        await database.prepared(INSERT, [ID, 'prepared']);
        await setup.insertByOrm(ID, 'orm');
        return 'done';
      });
      expect(result).toBe('done');
      expect(await subjects()).toEqual(['orm', 'prepared', 'statement']);
    });

    it('copies rows piece by piece, also such as have to be escaped, and goes on after a row that is refused', async () => {
      const into = { table: 'effect', columns: ['event_id', 'subject'] };
      const rows = Array.from({ length: 1_200 }, (_, index) => [ID, `${index}`]);
      const copy = (more: readonly (readonly string[])[]): Promise<void> =>
        database.transaction(() => database.copyIn(into, [...rows, ...more]));
      await copy([[ID, 'a\tb\\n\nc']]);
      expect((await subjects()).slice(-1)).toEqual(['a\tb\\n\nc']);
      await expect(copy([['no id', 'x'], ...rows])).rejects.toThrow(/uuid/);
      expect(await subjects()).toHaveLength(1_201);
      await expect(database.copyIn(into, rows)).rejects.toThrow('within a transaction');
    });

    it('shows the ORM what the transaction has done, and nobody else', async () => {
      await database.transaction(async () => {
        await insert('within');
        expect(await setup.countByOrm('within')).toBe(1);
        const outside = await outOfContext(() => database.query(`SELECT FROM effect WHERE subject = 'within'`));
        expect(outside).toEqual([]);
      });
    });

    it('rolls all of it back when the work throws, and throws the same', async () => {
      const refusal = new Error('Out of stock.');
      const failing = database.transaction(async () => {
        await insert('a');
        await setup.insertByOrm(ID, 'b');
        throw refusal;
      });
      await expect(failing).rejects.toBe(refusal);
      expect(await subjects()).toEqual([]);
    });

    it('lets a transaction inside of another one be a part of it', async () => {
      const failing = database.transaction(async () => {
        await database.transaction(() => insert('inner'));
        throw new Error('The outer one fails.');
      });
      await expect(failing).rejects.toThrow('The outer one fails.');
      expect(await subjects()).toEqual([]);
    });

    it('keeps transactions that run at the same time apart', async () => {
      const first = Promise.withResolvers<void>();
      const failing = database.transaction(async () => {
        await insert('first');
        await first.promise;
        await setup.insertByOrm(ID, 'first, by the ORM');
        throw new Error('Rolled back.');
      });
      await database.transaction(() => Promise.all([insert('second'), setup.countByOrm('first')]));
      first.resolve();
      await expect(failing).rejects.toThrow('Rolled back.');
      expect(await subjects()).toEqual(['second']);
    });

    it('does what is to be done before the commit at the end of the transaction, and rolls back when it fails', async () => {
      await database.transaction(async () => {
        await beforeCommit(() => insert('last').then(() => undefined));
        expect(await subjects()).toEqual([]);
      });
      expect(await subjects()).toEqual(['last']);
      const failing = database.transaction(async () => {
        await insert('with it');
        await beforeCommit(async () => {
          throw new Error('It cannot be told.');
        });
      });
      await expect(failing).rejects.toThrow('It cannot be told.');
      expect(await subjects()).toEqual(['last']);
    });

    it('does what waits for the commit after it, outside of the transaction, and never after a rollback', async () => {
      const seen: string[] = [];
      await database.transaction(async () => {
        afterCommit(() => seen.push('committed'));
        expect(seen).toEqual([]);
      });
      const failing = database.transaction(async () => {
        afterCommit(() => seen.push('rolled back'));
        throw new Error('Rolled back.');
      });
      await expect(failing).rejects.toThrow('Rolled back.');
      afterCommit(() => seen.push('at once'));
      expect(seen).toEqual(['committed', 'at once']);
    });

    it('does what waits for a rollback after it, and never after a commit', async () => {
      const seen: string[] = [];
      await database.transaction(async () => afterRollback(() => seen.push('committed')));
      const failing = database.transaction(async () => {
        afterRollback(() => seen.push('rolled back'));
        expect(seen).toEqual([]);
        throw new Error('Rolled back.');
      });
      await expect(failing).rejects.toThrow('Rolled back.');
      afterRollback(() => seen.push('without a transaction'));
      expect(seen).toEqual(['rolled back']);
    });

    it('keeps what is committed although something that waited for it fails, and does the rest', async () => {
      const seen: string[] = [];
      await database.transaction(async () => {
        await insert('kept');
        afterCommit(() => {
          throw new Error('A broken cache.');
        });
        afterCommit(() => seen.push('the next one'));
      });
      expect(await subjects()).toEqual(['kept']);
      expect(seen).toEqual(['the next one']);
    });

    it('[INJ-01] refuses a text that PostgreSQL does not take, as the input of a request', async () => {
      const asking = inRequest(aRequest(1), () => database.query('SELECT $1::text', ['a\0b']));
      await expect(asking).rejects.toThrow(InvalidInput);
    });

    it('survives the loss of its connection, inside of a transaction and outside', async () => {
      const failing = database.transaction(async () => {
        await insert('lost');
        await cutConnection();
      });
      await expect(failing).rejects.toMatchObject({ code: '57P01' });
      await expect(cutConnection()).rejects.toMatchObject({ code: '57P01' });
      await insert('afterwards');
      expect(await subjects()).toEqual(['afterwards']);
    });

    it('tells the loss of a connection that the ORM meets from a refusal', async () => {
      const { promise: begun, resolve } = Promise.withResolvers<number>();
      const cut = Promise.withResolvers<void>();
      const failing = database.transaction(async () => {
        const [backend] = await database.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
        resolve(backend?.pid ?? 0);
        await cut.promise;
        await setup.insertByOrm(ID, 'lost');
      });
      await database.query('SELECT pg_terminate_backend($1)', [await begun]);
      cut.resolve();
      await expect(failing.catch(isTransient)).resolves.toBe(true);
      const refused = setup.insertByOrm(ID, 'half \0 text');
      await expect(refused.catch(isTransient)).resolves.toBe(false);
      expect(await subjects()).toEqual([]);
    });

    it('gives every connection back, however a transaction ends', async () => {
      const ends = Array.from({ length: 25 }, (_, number) =>
        database
          .transaction(async () => {
            await setup.insertByOrm(ID, `${number}`);
            if (number % 3 === 0) throw new Error('Rolled back.');
            if (number % 3 === 1) await cutConnection();
          })
          .catch(() => undefined),
      );
      await Promise.all(ends);
      await waitFor('no transaction left open', async () => {
        const open = `SELECT FROM pg_stat_activity WHERE state LIKE 'idle in transaction%' AND application_name = 'tovar-probe'`;
        return (await database.query(open)).length === 0;
      });
      expect(await Promise.all(Array.from({ length: 10 }, () => database.query('SELECT 1')))).toHaveLength(10);
    });

    it('counts the statements of each request, also while requests wait for a connection', async () => {
      const requests = Array.from({ length: 30 }, (_, number) => aRequest(number));
      await Promise.all(
        requests.map((request) =>
          inRequest(request, async () => {
            await database.query('SELECT pg_sleep(0.005)');
            await database.prepared({ name: 'one', text: 'SELECT 1' }, []);
            await setup.countByOrm('a');
          }),
        ),
      );
      expect(requests.map((request) => request.statements)).toEqual(requests.map(() => 3));
    });

    it('asks the server nothing for a transaction that does nothing', async () => {
      const request = aRequest(1);
      await inRequest(request, () => database.transaction(async () => undefined));
      expect(request.statements).toBe(0);
    });

    it('counts the beginning and the end of a transaction as well', async () => {
      const request = aRequest(1);
      await inRequest(request, () => database.transaction(() => insert('a')));
      expect(request.statements).toBe(3);
    });

    it('[GQL-09] gives up a statement when nobody waits for its answer any more, and begins none', async () => {
      const impatient = { ...aRequest(1), deadlineAt: Date.now() + 1_000 };
      const startedAt = Date.now();
      const sleeping = inRequest(impatient, () => database.query('SELECT pg_sleep(30)'));
      await expect(sleeping).rejects.toThrow(DeadlineExceeded);
      expect(Date.now() - startedAt).toBeLessThan(10_000);
      const running = await database.query(
        `SELECT FROM pg_stat_activity WHERE query LIKE '%pg_sleep(30)%' AND state = 'active' AND pid <> pg_backend_pid()`,
      );
      expect(running).toEqual([]);
      await expect(inRequest(impatient, () => database.query('SELECT 1'))).rejects.toThrow(DeadlineExceeded);
      expect(impatient.statements).toBe(1);
    });

    it('[GQL-09] undoes a transaction whose caller does not wait any more', async () => {
      const impatient = { ...aRequest(1), deadlineAt: Date.now() + 1_000 };
      const writing = inRequest(impatient, () =>
        database.transaction(async () => {
          await insert('nobody waits for this');
          await database.query('SELECT pg_sleep(30)');
        }),
      );
      await expect(writing).rejects.toThrow(DeadlineExceeded);
      expect(await subjects()).not.toContain('nobody waits for this');
    });

    it('purges rows that are too old, in batches', async () => {
      await database.query(
        `INSERT INTO inbox (consumer, event_id, handled_at)
       SELECT 'purge', gen_random_uuid(), now() - interval '2 hours' FROM generate_series(1, 5001)`,
      );
      await database.query(`INSERT INTO inbox (consumer, event_id) VALUES ('purge', gen_random_uuid())`);
      const deleted = await purge(database, { table: 'inbox', writtenAt: 'handled_at', keptMs: 3_600_000 });
      expect(deleted).toBe(5_001);
      expect(await database.query('SELECT FROM inbox')).toHaveLength(1);
    });

    describeSending(() => setup);
  });
}

/** Where nothing of the caller is known. */
function outOfContext<T>(work: () => Promise<T>): Promise<T> {
  return NOWHERE.runInAsyncScope(work);
}

function aRequest(number: number): RequestContext {
  return {
    requestId: `request-${number}`,
    traceparent: '',
    deadlineAt: Date.now() + 10_000,
    clientIp: '',
    statements: 0,
    sharing: new AnswerSharing(),
  };
}
