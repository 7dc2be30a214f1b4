import { join } from 'node:path';
import { TcpProxy, testEngine } from '@tovar/testing';
import pg from 'pg';
import { outliveLosses } from '../../src/database/outlive-losses.ts';
import type { SqlDatabase } from '../../src/database/sql-database.ts';
import { MessageCatalog } from '../../src/event-log/message-catalog.ts';
import type { JobQueueSetup } from '../../src/job-queue/job-queue.contract.ts';
import { RabbitJobQueue } from '../../src/job-queue/rabbit/rabbit-job-queue.ts';
import { LogOutbox } from '../../src/outbox/log-outbox.ts';
import { killAtOnce, startScript } from './child-process.ts';
import { prepareProbeService } from './probe-service.ts';

export interface RabbitQueueSetup extends JobQueueSetup {
  readonly database: SqlDatabase;
  /** Cancels a delayed job in a transaction of a writer. */
  cancel(key: string): Promise<void>;
}

/** The queue on the broker at an address, by way of a proxy; its jobs come from the probe's own PostgreSQL. */
export async function rabbitQueueSetup(brokerUrl?: string): Promise<RabbitQueueSetup> {
  const { proxy, url } = await TcpProxy.before(brokerUrl ?? (await testEngine('rabbitmq')));
  const service = await prepareProbeService();
  const database = await service.openDatabase();
  const newQueue = (): RabbitJobQueue => {
    const pool = outliveLosses(new pg.Pool({ connectionString: service.url, max: 6, options: '-c search_path=probe' }));
    pool.on('error', () => undefined);
    const queue = new RabbitJobQueue({ url, service: 'probe', databaseUrl: service.url, pool, pollMs: 1_000 });
    queue.onModuleInit();
    return queue;
  };
  const store = newQueue();
  const noLog = { store: async () => undefined, wake: () => undefined };
  const outbox = new LogOutbox('probe', new MessageCatalog({}), noLog, store);
  return {
    database,
    newQueue: async () => {
      const queue = newQueue();
      return { queue, close: () => queue.onModuleDestroy() };
    },
    write: (work) => database.transaction(() => work((...jobs) => outbox.add({ jobs }, database))),
    cancel: (key) => database.transaction(() => outbox.add({ cancel: [key] }, database)),
    killWorkerOf: async (type) => {
      const script = join(import.meta.dirname, 'killable-rabbit-worker.ts');
      const { child } = await startScript(script, [url, service.url, type], 'working');
      await killAtOnce(child);
    },
    cutConnections: async () => proxy.cut(),
    close: async () => {
      await store.onModuleDestroy();
      await database.onModuleDestroy();
      await service.drop();
      await proxy.close();
    },
  };
}
