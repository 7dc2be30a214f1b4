import { join } from 'node:path';
import { vi } from 'vitest';
import { waitFor } from '@tovar/testing';
import pg from 'pg';
import { outliveLosses } from '../src/database/outlive-losses.ts';
import { MessageCatalog } from '../src/event-log/message-catalog.ts';
import { GraphileJobQueue } from '../src/job-queue/graphile-job-queue.ts';
import type { Job } from '../src/job-queue/job-queue.ts';
import { LaterJobs } from '../src/job-queue/later-jobs.ts';
import { describeJobQueue, type JobQueueSetup } from '../src/job-queue/job-queue.contract.ts';
import { LogOutbox } from '../src/outbox/log-outbox.ts';
import { killAtOnce, startScript } from './kit/child-process.ts';
import { prepareProbeService } from './kit/probe-service.ts';

const SCHEMA = 'probe_jobs';
const HELD = { type: 'probe.held', data: null };

/** Whether the process that gives a job works for it as well, and so does it first. */
type Giver = 'another process' | 'the worker';

async function setUp(giver: Giver): Promise<JobQueueSetup> {
  const service = await prepareProbeService();
  const database = await service.openDatabase();
  const newQueue = (): GraphileJobQueue => {
    const pool = outliveLosses(
      new pg.Pool({ connectionString: service.url, max: 6, application_name: 'tovar-probe-jobs' }),
    );
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
    return new GraphileJobQueue({ schema: SCHEMA, pool, pollMs: 100 });
  };
  const nobody = newQueue();
  let giving = nobody;
  const outbox = new LogOutbox(
    'probe',
    new MessageCatalog({}),
    { store: async () => undefined, wake: () => undefined },
    { store: (jobs, cancelled, within) => giving.store(jobs, cancelled, within) },
  );
  return {
    newQueue: async () => {
      const queue = newQueue();
      if (giver === 'the worker') giving = queue;
      const close = async (): Promise<void> => {
        giving = nobody;
        await queue.onModuleDestroy();
      };
      return { queue, close };
    },
    write: (work) => database.transaction(() => work((...jobs) => outbox.add({ jobs }, database))),
    killWorkerOf: async (type) => {
      const script = join(import.meta.dirname, 'kit/killable-worker.ts');
      const { child } = await startScript(script, [service.url, SCHEMA, type], 'working');
      await killAtOnce(child);
    },
    cutConnections: async () => {
      await database.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE application_name = 'tovar-probe-jobs' AND datname = current_database()`,
      );
    },
    close: async () => {
      await nobody.onModuleDestroy();
      await database.onModuleDestroy();
      await service.drop();
    },
  };
}

describeJobQueue('PostgreSQL', () => setUp('another process'));
describeJobQueue('PostgreSQL, of the process that gives the jobs', () => setUp('the worker'));

describe('a worker', () => {
  it('that is closed while it begins to listen harms nothing when that connection then breaks', async () => {
    const service = await prepareProbeService();
    const pool = outliveLosses(new pg.Pool({ connectionString: service.url, max: 6 }));
    const broken = Promise.withResolvers<void>();
    const listening = Promise.withResolvers<void>();
    pool.on('connect', (client) => {
      const query = client.query.bind(client) as (...asked: unknown[]) => unknown;
      const held = (...asked: unknown[]): unknown => {
        if (!String(asked[0]).startsWith('LISTEN "jobs:insert"')) return query(...asked);
        listening.resolve();
        return broken.promise;
      };
      Object.assign(client, { query: held });
    });
    const queue = new GraphileJobQueue({ schema: SCHEMA, pool });
    const worker = await queue.work(new Map([['probe.never', async () => undefined]]));
    await listening.promise;
    await worker.close();
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    broken.reject(new Error('Connection terminated unexpectedly'));
    // What the library still wants of the connection is answered before the pool has ended.
    await queue.onModuleDestroy();
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
    await service.drop();
  });
});

describe('a job in the hands of the process that gave it', () => {
  it('comes into the queue when that process is killed, with one try used up', async () => {
    const type = 'probe.given-to-itself';
    const service = await prepareProbeService();
    const script = join(import.meta.dirname, 'kit/killable-worker.ts');
    const { child } = await startScript(script, [service.url, SCHEMA, type, 'itself'], 'working');
    await killAtOnce(child);
    const pool = outliveLosses(new pg.Pool({ connectionString: service.url, max: 6 }));
    const queue = new GraphileJobQueue({ schema: SCHEMA, pool, pollMs: 100 });
    const done: Job[] = [];
    const worker = await queue.work(new Map([[type, async (job) => void done.push(job)]]));
    await waitFor('the job', () => done.length > 0);
    expect(done).toEqual([{ id: expect.any(String), type, data: 'interrupted', attempt: 2 }]);
    await worker.close();
    await queue.onModuleDestroy();
    await service.drop();
  });

  it('is done once, and leaves nothing behind', async () => {
    const service = await prepareProbeService();
    const pool = outliveLosses(new pg.Pool({ connectionString: service.url, max: 6 }));
    const queue = new GraphileJobQueue({ schema: SCHEMA, pool, pollMs: 20 });
    const done: unknown[] = [];
    const worker = await queue.work(new Map([['probe.many', async ({ data }) => void done.push(data)]]));
    await Promise.all(Array.from({ length: 40 }, (_, data) => queue.enqueue({ type: 'probe.many', data })));
    const left = async (): Promise<unknown> =>
      (
        await pool.query(
          `SELECT (SELECT count(*) FROM ${SCHEMA}.later_job) + (SELECT count(*) FROM ${SCHEMA}._private_jobs) AS jobs`,
        )
      ).rows[0]?.jobs;
    await waitFor('an empty queue', async () => (await left()) === '0');
    expect(done.toSorted((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 40 }, (_, data) => data));
    await worker.close();
    await queue.onModuleDestroy();
    await service.drop();
  });

  it('is one of no more than may be done at a time, however many are given at once', async () => {
    const service = await prepareProbeService();
    const database = await service.openDatabase();
    const pool = outliveLosses(new pg.Pool({ connectionString: service.url, max: 6 }));
    const queue = new GraphileJobQueue({ schema: SCHEMA, pool, concurrency: 2, hands: 2, pollMs: 20 });
    const held = Promise.withResolvers<void>();
    let begun = 0;
    const handler = async (): Promise<void> => {
      begun += 1;
      await held.promise;
    };
    const worker = await queue.work(new Map([['probe.held', handler]]));
    const jobs = Array.from({ length: 20 }, (_, data) => ({ type: 'probe.held', data }));
    await database.transaction(() => queue.store(jobs, [], database));
    // Two in hand, two of the queue.
    await waitFor('both halves to be busy', () => begun === 4);
    expect(begun).toBe(4);
    held.resolve();
    await waitFor('all jobs', () => begun === 20);
    await worker.close();
    await queue.onModuleDestroy();
    await database.onModuleDestroy();
    await service.drop();
  });

  it('is one of no more than may be done at a time, however many transactions are open when they are given', async () => {
    const service = await prepareProbeService();
    const database = await service.openDatabase();
    const pool = outliveLosses(new pg.Pool({ connectionString: service.url, max: 6 }));
    const queue = new GraphileJobQueue({ schema: SCHEMA, pool, concurrency: 2, hands: 2, pollMs: 20 });
    const held = Promise.withResolvers<void>();
    const worker = await queue.work(new Map([['probe.held', () => held.promise]]));
    const inHand = async () => (await pool.query(`SELECT FROM ${SCHEMA}.later_job WHERE run IS NOT NULL`)).rowCount;
    const giveTwo = async () => queue.store([HELD, HELD], [], database);
    const refusing = database.transaction(async () => {
      await giveTwo();
      throw new Error('The order cannot be stored.');
    });
    await expect(refusing).rejects.toThrow('The order cannot be stored.');
    const given = Promise.withResolvers<void>();
    let open = 0;
    const giving = Array.from({ length: 3 }, () =>
      database.transaction(async () => {
        await giveTwo();
        open += 1;
        if (open === 3) given.resolve();
        await given.promise;
      }),
    );
    await Promise.all(giving);
    expect(await inHand()).toBe(2);
    held.resolve();
    await waitFor('all jobs', async () => (await queue.depth()).waiting === 0);
    await worker.close();
    await queue.onModuleDestroy();
    await database.onModuleDestroy();
    await service.drop();
  });

  it('stays in hand when it was taken while a look for lost ones waited for a connection', async () => {
    const service = await prepareProbeService();
    const pool = outliveLosses(new pg.Pool({ connectionString: service.url, max: 1 }));
    const later = new LaterJobs({ schema: SCHEMA, pool, pollMs: 60_000 });
    const held = await pool.connect();
    const now = vi.spyOn(Date, 'now').mockReturnValue(Date.now() - 8_000);
    const looked = later.start(() => ({ worker: 'us', runs: [] }));
    await waitFor('the look', () => pool.waitingCount === 1);
    now.mockRestore();
    await held.query(
      `INSERT INTO ${SCHEMA}.later_job (key, type, payload, max_attempts, due_at, worker, run)
       VALUES ('taken', 'probe.taken', '{}', 8, now() - interval '7 seconds', 'us', uuidv7())`,
    );
    held.release();
    await looked;
    expect((await pool.query(`SELECT key FROM ${SCHEMA}.later_job`)).rows).toEqual([{ key: 'taken' }]);
    await later.stop();
    await pool.end();
    await service.drop();
  });

  it('is found again by its own process when nobody knows of it', async () => {
    const service = await prepareProbeService();
    const pool = outliveLosses(new pg.Pool({ connectionString: service.url, max: 6 }));
    const queue = new GraphileJobQueue({ schema: SCHEMA, pool, pollMs: 20 });
    const held = Promise.withResolvers<void>();
    const done: unknown[] = [];
    const worker = await queue.work(
      new Map([
        [
          'probe.lost',
          async ({ data }) => {
            if (data === 'known') await held.promise;
            done.push(data);
          },
        ],
      ]),
    );
    await queue.enqueue({ type: 'probe.lost', data: 'known' });
    // As when the answer to its COMMIT was lost: a row in this worker's hands, which it has not begun.
    await pool.query(
      `INSERT INTO ${SCHEMA}.later_job (key, type, payload, max_attempts, due_at, worker, run)
       SELECT 'lost', type, json_build_object('data', 'lost'), max_attempts, now() - interval '1 minute', worker, uuidv7()
         FROM ${SCHEMA}.later_job`,
    );
    await waitFor('the lost job', () => done.includes('lost'));
    held.resolve();
    await worker.close();
    expect(done).toEqual(['lost', 'known']);
    await queue.onModuleDestroy();
    await service.drop();
  });
});

describe('a job that another one has replaced while it ran', () => {
  it('is not dead when its process has died: the other one does the work', async () => {
    const service = await prepareProbeService();
    const pool = outliveLosses(new pg.Pool({ connectionString: service.url, max: 2 }));
    const queue = new GraphileJobQueue({ schema: SCHEMA, pool });
    const locked = (at: string) =>
      pool.query(`UPDATE ${SCHEMA}._private_jobs SET locked_at = ${at} WHERE attempts > 0`);
    await queue.enqueue({ type: 'remind', data: { text: 'old' }, key: 'reminder' });
    await pool.query(`UPDATE ${SCHEMA}._private_jobs SET attempts = 1`);
    await locked('now()');
    await queue.enqueue({ type: 'remind', data: { text: 'new' }, key: 'reminder' });
    await locked('NULL');
    const { rows } = await pool.query(
      `SELECT attempts >= max_attempts AS "isOver" FROM ${SCHEMA}._private_jobs ORDER BY id`,
    );
    expect(rows).toEqual([{ isOver: true }, { isOver: false }]);
    expect(await queue.dead(10)).toEqual([]);
    await queue.onModuleDestroy();
    await service.drop();
  });
});

describe('a delayed job', () => {
  it('is not done when it is cancelled, and others are', async () => {
    const service = await prepareProbeService();
    const database = await service.openDatabase();
    const pool = outliveLosses(new pg.Pool({ connectionString: service.url, max: 6 }));
    const queue = new GraphileJobQueue({ schema: SCHEMA, pool, pollMs: 100 });
    const done: unknown[] = [];
    const worker = await queue.work(new Map([['remind', async ({ data }) => void done.push(data)]]));
    // Long enough to cancel in time on a busy machine.
    const soon = new Date(Date.now() + 2_000);
    const reminder = (data: string, runAt: Date) => ({ type: 'remind', data, runAt, key: data });
    await database.transaction(() => queue.store([reminder('cancelled', soon), reminder('kept', soon)], [], database));
    await database.transaction(() => queue.store([], ['cancelled'], database));
    await database.transaction(() => queue.store([reminder('last', new Date(soon.getTime() + 200))], [], database));
    await waitFor('two reminders', () => done.length >= 2);
    // Those that are late are done side by side.
    expect(new Set(done)).toEqual(new Set(['kept', 'last']));
    await worker.close();
    await queue.onModuleDestroy();
    await database.onModuleDestroy();
    await service.drop();
  });
});
