import { randomBytes } from 'node:crypto';
import { testEngine } from '@tovar/testing';
import type { ConsumerSetup } from '../../src/event-log/consumer.contract.ts';
import { EventRelay } from '../../src/event-log/kafka/event-relay.ts';
import { KafkaEventLog } from '../../src/event-log/kafka/kafka-event-log.ts';
import { MessageCatalog } from '../../src/event-log/message-catalog.ts';
import { LogOutbox } from '../../src/outbox/log-outbox.ts';
import { freshType, prepareProbeService, PROBE_MESSAGES } from './probe-service.ts';

export interface KafkaLogSetup extends ConsumerSetup {
  /** Of the cluster and the topic. */
  readonly url: string;
}

/** The log in a topic of its own, and the outbox in the service's own PostgreSQL. */
export async function kafkaLogSetup(cluster: { url?: string; replicas?: number } = {}): Promise<KafkaLogSetup> {
  const topic = `probe-${randomBytes(4).toString('hex')}`;
  const url = (cluster.url ?? (await testEngine('kafka'))).replace(/\/[\w.-]+$/, `/${topic}`);
  const newLog = async (): Promise<KafkaEventLog> => {
    const log = new KafkaEventLog({ url, partitions: 3, replicas: cluster.replicas });
    await log.start();
    return log;
  };
  const service = await prepareProbeService();
  const database = await service.openDatabase();
  const writersLog = await newLog();
  const relay = new EventRelay({
    service: 'probe',
    url: service.url,
    pollMs: 1_000,
    publish: (events) => writersLog.publish(events),
  });
  relay.onModuleInit();
  const outbox = new LogOutbox('probe', new MessageCatalog(PROBE_MESSAGES), relay);
  return {
    url,
    database,
    freshType,
    newLog: async () => {
      const log = await newLog();
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
      await relay.onModuleDestroy();
      await writersLog.close();
      await database.onModuleDestroy();
      await service.drop();
    },
  };
}
