import { join } from 'node:path';
import { waitFor } from '@tovar/testing';
import pg from 'pg';
import { MessageCatalog } from '../src/event-log/message-catalog.ts';
import { GraphileJobQueue } from '../src/job-queue/graphile-job-queue.ts';
import { describeJobQueue, type JobQueueSetup } from '../src/job-queue/job-queue.contract.ts';
import { LogOutbox } from '../src/outbox/log-outbox.ts';
import { killAtOnce, startScript } from './kit/child-process.ts';
import { prepareProbeService } from './kit/probe-service.ts';

const SCHEMA = 'probe_jobs';

describeJobQueue('PostgreSQL', async (): Promise<JobQueueSetup> => {
  const service = await prepareProbeService();
  const database = await service.openDatabase();
  const newQueue = (): GraphileJobQueue => {
    const pool = new pg.Pool({ connectionString: service.url, max: 6, application_name: 'tovar-probe-jobs' });
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
    return new GraphileJobQueue({ schema: SCHEMA, pool, pollMs: 100 });
  };
  const store = newQueue();
  const outbox = new LogOutbox(
    'probe',
    new MessageCatalog({}),
    { store: async () => undefined, wake: () => undefined },
    store,
  );
  return {
    newQueue: async () => {
      const queue = newQueue();
      return { queue, close: () => queue.onModuleDestroy() };
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
      await store.onModuleDestroy();
      await database.onModuleDestroy();
      await service.drop();
    },
  };
});

describe('a job that another one has replaced while it ran', () => {
  it('is not dead when its process has died: the other one does the work', async () => {
    const service = await prepareProbeService();
    const pool = new pg.Pool({ connectionString: service.url, max: 2 });
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
    const pool = new pg.Pool({ connectionString: service.url, max: 6 });
    const queue = new GraphileJobQueue({ schema: SCHEMA, pool, pollMs: 100 });
    const done: unknown[] = [];
    const worker = await queue.work(new Map([['remind', async ({ data }) => void done.push(data)]]));
    const soon = new Date(Date.now() + 300);
    const reminder = (data: string, runAt: Date) => ({ type: 'remind', data, runAt, key: data });
    await database.transaction(() => queue.store([reminder('cancelled', soon), reminder('kept', soon)], [], database));
    await database.transaction(() => queue.store([], ['cancelled'], database));
    await database.transaction(() => queue.store([reminder('last', new Date(soon.getTime() + 200))], [], database));
    await waitFor('the last reminder', () => done.includes('last'));
    expect(done).toEqual(['kept', 'last']);
    await worker.close();
    await queue.onModuleDestroy();
    await database.onModuleDestroy();
    await service.drop();
  });
});
