import pg from 'pg';
import { z } from 'zod';
import type { Database } from '../src/database/database.ts';
import { outliveLosses } from '../src/database/outlive-losses.ts';
import type { SqlDatabase } from '../src/database/sql-database.ts';
import { replay } from '../src/event-log/contract/log-bench.contract.ts';
import { MessageCatalog } from '../src/event-log/message-catalog.ts';
import { PostgresEventLog } from '../src/event-log/postgres-event-log.ts';
import { GraphileJobQueue } from '../src/job-queue/graphile-job-queue.ts';
import { LogOutbox } from '../src/outbox/log-outbox.ts';
import { describeOutbox } from '../src/outbox/outbox.contract.ts';
import { prepareProbeService, type ProbeService } from './kit/probe-service.ts';

const TYPE = 'probe.told.v1';
const catalog = new MessageCatalog({ [TYPE]: z.object({ number: z.number() }) });

describe("the outbox in the log's own table", () => {
  let service: ProbeService;
  let database: Database;
  let woken: number;
  const event = { type: TYPE, subject: 'a', data: { number: 1 } };

  beforeAll(async () => {
    service = await prepareProbeService();
    database = await service.openDatabase();
  });
  beforeEach(() => {
    woken = 0;
  });
  afterAll(async () => {
    await database.onModuleDestroy();
    await service.drop();
  });

  const openWith = {
    TypeORM: async () => database,
    Prisma: () => service.openPrismaDatabase(),
  };

  describe.each(['TypeORM', 'Prisma'] as const)('of a service with %s', (orm) => {
    describeOutbox('PostgreSQL', async () => {
      const writer: SqlDatabase = await openWith[orm]();
      const log = new PostgresEventLog({ url: service.platformUrl, pollMs: 1_000 });
      await log.start();
      const jobs = new GraphileJobQueue({
        schema: 'probe_jobs',
        pool: outliveLosses(new pg.Pool({ connectionString: service.url })),
      });
      const outbox = new LogOutbox('probe', catalog, log, jobs);
      return {
        type: TYPE,
        write: (work) => writer.transaction(() => work((entries) => outbox.add(entries, writer))),
        published: () => replay(log, { types: [TYPE] }),
        enqueued: async () => {
          const payloads = `SELECT payload->'data' AS data FROM probe_jobs._private_jobs`;
          return (await writer.query<{ data: unknown }>(payloads)).map((row) => row.data);
        },
        close: async () => {
          await jobs.onModuleDestroy();
          await log.close();
          if (writer !== database) await writer.onModuleDestroy();
        },
      };
    });
  });

  const newOutbox = (): LogOutbox =>
    new LogOutbox('probe', catalog, { store: async () => undefined, wake: () => (woken += 1) });

  it('wakes the log once the transaction has committed, not before', async () => {
    await database.transaction(async () => {
      await newOutbox().add({ events: [event] }, database);
      expect(woken).toBe(0);
    });
    expect(woken).toBe(1);
  });

  it('does not wake the log after a rollback', async () => {
    const failing = database.transaction(async () => {
      await newOutbox().add({ events: [event] }, database);
      throw new Error('Rolled back.');
    });
    await expect(failing).rejects.toThrow('Rolled back.');
    expect(woken).toBe(0);
  });

  it('says what is missing where a service without jobs gives itself one', async () => {
    const adding = newOutbox().add({ jobs: [{ type: 'probe.work', data: {} }] }, database);
    await expect(adding).rejects.toThrow('give its ServiceModule "jobs: true"');
  });
});
