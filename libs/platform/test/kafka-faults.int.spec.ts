import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Engine } from '@tovar/platform/engines';
import { ownEngine, waitFor } from '@tovar/testing';
import type { ConsumerSetup } from '../src/event-log/consumer.contract.ts';
import { Consumer } from '../src/event-log/consumer.ts';
import { range, replay } from '../src/event-log/contract/log-bench.contract.ts';
import type { NewEvent, StoredEvent } from '../src/event-log/event.ts';
import type { OpenLog } from '../src/event-log/event-log.contract.ts';
import { kafkaLogSetup } from './kit/kafka-log-setup.ts';

const SUBJECTS = ['a', 'b', 'c', 'd'];

describe('the log in Kafka', () => {
  let broker: Engine;
  let setup: ConsumerSetup;
  let type: string;
  let open: OpenLog[];
  let consumers: Consumer[];
  /** Effects of the tests before. */
  let earlier: number;

  beforeAll(async () => {
    broker = await ownEngine('kafka');
    setup = await kafkaLogSetup(broker.url);
  });
  beforeEach(async () => {
    earlier = (await setup.effects()).length;
    type = setup.freshType();
    open = [];
    consumers = [];
  });
  afterEach(async () => {
    await Promise.all(consumers.map((consumer) => consumer.stop()));
    await Promise.all(open.map((opened) => opened.close()));
  });
  afterAll(async () => {
    await setup.close();
    await broker.destroy();
  });

  const event = (number: number, subject: string): NewEvent => ({ type, subject, data: { number } });
  /** So many events of each subject, one transaction after the other. */
  const tellOf = async (numbers: readonly number[]): Promise<void> => {
    for (const number of numbers) {
      await setup.write((tell) => tell(...SUBJECTS.map((subject) => event(number, subject))));
    }
  };
  const newLog = async (): Promise<OpenLog> => {
    const opened = await setup.newLog();
    open.push(opened);
    return opened;
  };
  const consume = async (group: string, handle = (told: StoredEvent) => setup.apply(told)): Promise<Consumer> => {
    const { log } = await newLog();
    const consumer = new Consumer(group, new Map([[type, handle]]), setup.database, log);
    consumers.push(consumer);
    await consumer.start();
    return consumer;
  };
  const effects = async (): Promise<Map<string, number[]>> => {
    const rows = await setup.database.query<{ subject: string; event_id: string }>(
      'SELECT subject, event_id FROM effect ORDER BY place',
    );
    const { log } = await newLog();
    const numbers = new Map(
      (await replay(log, { types: [type] })).map(({ id, data }) => [id, data as { number: number }]),
    );
    const known = rows.filter(({ event_id: id }) => numbers.has(id));
    return new Map(
      SUBJECTS.map((subject) => [
        subject,
        known.filter((row) => row.subject === subject).map((row) => numbers.get(row.event_id)?.number ?? -1),
      ]),
    );
  };
  const effectsToBe = async (count: number): Promise<void> => {
    await waitFor(
      `${count} effects`,
      async () => {
        return (await setup.effects()).length - earlier >= count * SUBJECTS.length;
      },
      60_000,
    );
    for (const subject of SUBJECTS) expect([subject, (await effects()).get(subject)]).toEqual([subject, range(count)]);
  };

  it('[FT-05] loses nothing and applies each event once, in order, when the broker is killed and comes back', async () => {
    await consume(randomUUID());
    await tellOf(range(20));
    await broker.kill();
    // Nobody who tells waits for a broker.
    await tellOf(range(20).map((number) => 20 + number));
    await broker.start();
    await tellOf(range(20).map((number) => 40 + number));
    await effectsToBe(60);
  });

  it('[FT-05] goes on with what a slow broker could not take at once', async () => {
    await consume(randomUUID());
    await tellOf(range(5));
    broker.pause();
    const begunAt = Date.now();
    await tellOf(range(5).map((number) => 5 + number));
    expect(Date.now() - begunAt).toBeLessThan(10_000);
    await delay(1_500);
    broker.resume();
    await effectsToBe(10);
  });

  it('[FT-05] applies each event once, in order, while members of its group come and go', async () => {
    const group = randomUUID();
    const first = await consume(group);
    const telling = tellOf(range(60));
    await waitFor('the first effects', async () => (await setup.effects()).length > earlier);
    await consume(group);
    await first.stop();
    await consume(group);
    await telling;
    await effectsToBe(60);
  });
});
