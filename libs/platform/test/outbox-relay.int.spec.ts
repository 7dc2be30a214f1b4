import { waitFor } from '@tovar/testing';
import pg from 'pg';
import { vi } from 'vitest';
import type { Database } from '../src/database/database.ts';
import type { UnplacedEvent } from '../src/event-log/kafka/event-message.ts';
import { EventRelay } from '../src/event-log/kafka/event-relay.ts';
import { prepareProbeService, type ProbeService } from './kit/probe-service.ts';

const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe('the relay of an outbox', () => {
  let service: ProbeService;
  let database: Database;
  let relay: EventRelay;
  let told: string[][];
  let publish: (events: readonly UnplacedEvent[]) => Promise<void>;

  const newRelay = (pollMs: number): EventRelay => {
    return new EventRelay({ service: 'probe', url: service.url, pollMs, publish: (events) => publish(events) });
  };
  const tell = async (...subjects: string[]): Promise<void> => {
    await database.transaction(() =>
      relay.store(
        'probe',
        subjects.map((subject) => ({ type: 'probe.told.v1', subject, data: {}, traceparent: TRACE })),
        database,
      ),
    );
    relay.wake();
  };
  const waiting = async (): Promise<string[]> =>
    (await database.query<{ subject: string }>('SELECT subject FROM outbox_event ORDER BY entry')).map(
      ({ subject }) => subject,
    );
  const untilEmpty = (): Promise<unknown> =>
    waitFor('an empty outbox', async () => (await waiting()).length === 0 && 'empty');

  beforeEach(async () => {
    service = await prepareProbeService();
    database = await service.openDatabase();
    told = [];
    publish = async (events) => void told.push(events.map(({ subject }) => subject));
    relay = newRelay(60_000);
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await relay.onModuleDestroy();
    await database.onModuleDestroy();
    await service.drop();
  });

  it('asks once for all that is committed while it publishes, and deletes what is published by the same statement', async () => {
    const first = Promise.withResolvers<void>();
    const asked = vi.spyOn(pg.Client.prototype, 'query');
    const relayed = (): unknown[] =>
      asked.mock.calls.filter(
        ([statement]) => (statement as { name?: string } | undefined)?.name === 'probe_events.relay',
      );
    publish = async (events) => {
      told.push(events.map(({ subject }) => subject));
      await first.promise;
    };
    await tell('a');
    await waitFor('the first one', () => told.length === 1);
    for (const subject of ['b', 'c', 'd']) await tell(subject);
    first.resolve();
    await untilEmpty();
    expect(told).toEqual([['a'], ['b', 'c', 'd']]);
    expect(relayed()).toHaveLength(3);
  });

  it('tells what was committed while it asked', async () => {
    await Promise.all(Array.from({ length: 50 }, (_, number) => tell(String(number))));
    await untilEmpty();
    const all = told.flat();
    expect(new Set(all).size).toBe(50);
    expect(all).toHaveLength(50);
  });

  it('keeps what could not be published, and tells it again in its order', async () => {
    let tries = 0;
    const tellAtLast: typeof publish = publish;
    publish = async () => {
      tries += 1;
      throw new Error('The broker is away.');
    };
    await tell('a', 'b');
    await waitFor('two tries', () => tries > 1);
    expect(await waiting()).toEqual(['a', 'b']);
    publish = tellAtLast;
    await untilEmpty();
    expect(told).toEqual([['a', 'b']]);
  });

  it('tells what was committed while it published, also when it is told to close meanwhile', async () => {
    const first = Promise.withResolvers<void>();
    publish = async (events) => {
      told.push(events.map(({ subject }) => subject));
      await first.promise;
    };
    await tell('a');
    await waitFor('the first one', () => told.length === 1);
    await tell('b');
    const closed = relay.onModuleDestroy();
    first.resolve();
    await closed;
    expect(told).toEqual([['a'], ['b']]);
  });

  it('ends when it is closed, however fast others commit; what it has published is deleted', async () => {
    publish = async (events) => {
      told.push(events.map(({ subject }) => subject));
      await tell(`after ${events[0]?.subject}`);
    };
    await tell('a');
    await waitFor('some', () => told.length > 2);
    await relay.onModuleDestroy();
    const left = await waiting();
    expect(left).toHaveLength(1);
    expect(told.flat()).not.toContain(left[0]);
    relay = newRelay(60_000);
    publish = async (events) => void told.push(events.map(({ subject }) => subject));
    relay.onModuleInit();
    await untilEmpty();
    expect(told.flat()).toContain(left[0]);
  });
});
