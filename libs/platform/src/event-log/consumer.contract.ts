import { randomUUID } from 'node:crypto';
import { waitFor } from '@tovar/testing';
import type { SqlDatabase } from '../database/sql-database.ts';
import { traceIdOf } from '../http/trace.ts';
import { Consumer } from './consumer.ts';
import { LogBench, numberOf, range, replay } from './contract/log-bench.contract.ts';
import type { StoredEvent } from './event.ts';
import type { EventLog } from './event-log.ts';
import type { EventLogSetup } from './event-log.contract.ts';
import type { MessageHandler } from './on-message.ts';

/** A log, and a service that consumes it. */
export interface ConsumerSetup extends EventLogSetup {
  /** The service's own database, with inbox and dead events. */
  readonly database: SqlDatabase;
  /** An effect of the event, in the open transaction. */
  apply(event: StoredEvent): Promise<void>;
  /** The ids of the events that had their effect, in that order. */
  effects(): Promise<string[]>;
}

/** What a service may rely on when it consumes a log: each event takes effect once, in order, whatever dies or fails. */
export function describeConsumer(name: string, setUp: () => Promise<ConsumerSetup>): void {
  describe(`a consumer of the log in ${name}`, () => {
    let setup: ConsumerSetup;
    let consumers: Consumer[];
    let group: string;
    const bench = LogBench.of(async () => (setup = await setUp()));

    beforeEach(() => {
      consumers = [];
      group = randomUUID();
    });
    afterEach(async () => {
      await Promise.all(consumers.map((consumer) => consumer.stop()));
    });

    const consume = async (
      log: EventLog,
      handle: MessageHandler = (event) => setup.apply(event),
    ): Promise<Consumer> => {
      const consumer = new Consumer(group, new Map([[bench.type, handle]]), setup.database, log);
      consumers.push(consumer);
      await consumer.start();
      return consumer;
    };
    /** What took effect, as the numbers of the events. */
    const effects = async (subject?: string): Promise<unknown[]> => {
      const told: StoredEvent[] = [];
      const log = await bench.newLog();
      for await (const events of log.replay({ types: [bench.type] })) told.push(...events);
      await bench.closeLog(log);
      const applied = (await setup.effects()).map((id) => told.find((event) => event.id === id));
      return applied
        .filter((event) => event && (!subject || event.subject === subject))
        .map((event) => event && numberOf(event));
    };
    const effectsToBe = (count: number, subject?: string): Promise<boolean> =>
      waitFor(`${count} effects`, async () => (await effects(subject)).length >= count);
    /** Refuses every event that `isBad` says, until it is mended. */
    const refusing = (isBad: (event: StoredEvent) => boolean) => {
      const faulty = { isMended: false, tries: 0 };
      const handle = async (event: StoredEvent): Promise<void> => {
        await setup.apply(event);
        if (faulty.isMended || !isBad(event)) return;
        faulty.tries += 1;
        throw new Error('This event is poison.');
      };
      return { faulty, handle };
    };

    it('applies each event once, in order', async () => {
      await consume(await bench.newLog());
      for (const number of range(5)) await bench.tell(bench.event(number), bench.event(number + 10, 'b'));
      await effectsToBe(10);
      expect(await effects('a')).toEqual(range(5));
      expect(await effects('b')).toEqual(range(5).map((number) => number + 10));
    });

    it("continues an event's trace in what its handler tells", async () => {
      const answer = setup.freshType();
      const tellOn = ({ subject }: StoredEvent): Promise<void> =>
        setup.write((tell) => tell({ type: answer, subject, data: {} }));
      await consume(await bench.newLog(), tellOn);
      await bench.tell(bench.event(0));
      const log = await bench.newLog();
      const [told] = await waitFor('the answer', async () => {
        const answers = await replay(log, { types: [answer] });
        return answers.length > 0 && answers;
      });
      const [cause] = await replay(log, { types: [bench.type] });
      expect(traceIdOf(told?.traceparent ?? '')).toBe(traceIdOf(cause?.traceparent ?? 'missing'));
      expect(told?.traceparent).not.toBe(cause?.traceparent);
    });

    it('applies the effect once when its process dies between effect and position', async () => {
      const dying = await bench.newLog();
      const died = Promise.withResolvers<void>();
      await consume(diesAfterTheEffect(dying, died.resolve));
      await bench.tell(bench.event(0), bench.event(1));
      await died.promise;
      await bench.closeLog(dying);
      expect(await effects()).toEqual([0, 1]);
      await consume(await bench.newLog());
      await bench.tell(bench.event(2));
      await effectsToBe(3);
      expect(await effects()).toEqual([0, 1, 2]);
    });

    it('applies the effect once when two processes believe that they work for the group', async () => {
      const logs = [await bench.newLog(), await bench.newLog()];
      const deliveries = logs.map((log) => underAnotherName(log));
      for (const log of deliveries) await consume(log);
      await Promise.all(range(10).map((number) => bench.tell(bench.event(number, `subject-${number}`))));
      await effectsToBe(10);
      await waitFor('both to be delivered everything', () => deliveries.every((log) => log.handled === 10));
      expect(new Set(await effects())).toEqual(new Set(range(10)));
      expect(await effects()).toHaveLength(10);
    });

    it('sets a poison event aside after five tries, with the later ones of its subject, and goes on with the others', async () => {
      const { faulty, handle } = refusing((event) => numberOf(event) === 1);
      const consumer = await consume(await bench.newLog(), handle);
      await bench.tell(bench.event(0), bench.event(1), bench.event(2), bench.event(0, 'b'), bench.event(1_000, 'b'));
      await effectsToBe(2, 'b');
      await bench.tell(bench.event(3), bench.event(2_000, 'b'));
      await effectsToBe(3, 'b');
      expect(await effects('a')).toEqual([0]);
      expect(await effects('b')).toEqual([0, 1_000, 2_000]);
      expect(faulty.tries).toBe(1 + 5);
      await expect(consumer.redrive('a')).rejects.toThrow('This event is poison.');
      faulty.isMended = true;
      expect(await consumer.redrive('a')).toBe(3);
      expect(await effects('a')).toEqual([0, 1, 2, 3]);
      await bench.tell(bench.event(4));
      await effectsToBe(5, 'a');
      expect(await effects('a')).toEqual([0, 1, 2, 3, 4]);
    });

    it('does not apply an event again that was handled before its subject died', async () => {
      const dying = await bench.newLog();
      const died = Promise.withResolvers<void>();
      const { faulty, handle } = refusing((event) => numberOf(event) === 1);
      await consume(diesAfterTheEffect(dying, died.resolve), handle);
      await bench.tell(bench.event(0), bench.event(1), bench.event(2));
      await died.promise;
      await bench.closeLog(dying);
      const consumer = await consume(await bench.newLog(), handle);
      await bench.tell(bench.event(9, 'b'));
      await effectsToBe(1, 'b');
      faulty.isMended = true;
      expect(await consumer.redrive('a')).toBe(2);
      expect(await effects('a')).toEqual([0, 1, 2]);
    });
  });
}

/** A log whose process dies when a batch has been handled: the position is never stored. */
function diesAfterTheEffect(log: EventLog, onDeath: () => void): EventLog {
  return withHandler(log, (handle) => async (events) => {
    await handle(events);
    onDeath();
    throw new Error('The process is dead.');
  });
}

/** A log that delivers to a group of its own, so that a second consumer of the same name is delivered everything too. */
function underAnotherName(log: EventLog): EventLog & { handled: number } {
  const delivery = { handled: 0 };
  const counted = withHandler(log, (handle) => async (events) => {
    await handle(events);
    delivery.handled += events.length;
  });
  const subscribe: EventLog['subscribe'] = (subscription) =>
    counted.subscribe({ ...subscription, group: randomUUID() });
  return Object.assign(delivery, { subscribe }) as EventLog & { handled: number };
}

type Handle = Parameters<EventLog['subscribe']>[0]['handle'];

function withHandler(log: EventLog, wrap: (handle: Handle) => Handle): EventLog {
  const subscribe: EventLog['subscribe'] = (subscription) =>
    log.subscribe({ ...subscription, handle: wrap((events) => subscription.handle(events)) });
  return { subscribe } as EventLog;
}
