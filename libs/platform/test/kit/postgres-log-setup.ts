import type { ConsumerSetup } from '../../src/event-log/consumer.contract.ts';
import { MessageCatalog } from '../../src/event-log/message-catalog.ts';
import { PostgresEventLog } from '../../src/event-log/postgres-event-log.ts';
import { LogOutbox } from '../../src/outbox/log-outbox.ts';
import { prepareProbeService, PROBE_MESSAGES, freshType } from './probe-service.ts';

/** The log and the outbox in PostgreSQL. `makeLog` lets a mutant take the log's place. */
export async function postgresLogSetup(
  makeLog = (url: string): PostgresEventLog => new PostgresEventLog({ url, pollMs: 1_000 }),
): Promise<ConsumerSetup> {
  const service = await prepareProbeService();
  const database = await service.openDatabase();
  const writersLog = makeLog(service.platformUrl);
  await writersLog.start();
  const outbox = new LogOutbox('probe', new MessageCatalog(PROBE_MESSAGES), writersLog);
  return {
    database,
    freshType,
    newLog: async () => {
      const log = makeLog(service.platformUrl);
      await log.start();
      return { log, close: () => log.close() };
    },
    write: (work) => database.transaction(() => work((...events) => outbox.add({ events }, database))),
    apply: async (event) => {
      await database.query('INSERT INTO effect (event_id, subject) VALUES ($1, $2)', [event.id, event.subject]);
    },
    effects: async () => {
      const rows = await database.query<{ event_id: string }>('SELECT event_id FROM effect ORDER BY place');
      return rows.map((row) => row.event_id);
    },
    close: async () => {
      await writersLog.close();
      await database.onModuleDestroy();
      await service.drop();
    },
  };
}
