import { join } from 'node:path';
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
  const outbox = new LogOutbox('probe', new MessageCatalog({}), { wake: () => undefined }, store);
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
