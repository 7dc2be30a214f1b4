import { randomUUID } from 'node:crypto';
import { waitFor } from '@tovar/testing';
import type { StoredEvent } from '../event.ts';
import type { EventLog } from '../event-log.ts';
import { type LogBench, numberOf, range, replay } from './log-bench.contract.ts';

/** The log can be read again. */
export function describeReplay(bench: LogBench): void {
  describe('a replay', () => {
    it('replays what is in the log up to now', async () => {
      const log = await bench.newLog();
      const watcher = await bench.watchGroup(log);
      await bench.tell(bench.event(0), bench.event(1), bench.event(2));
      await watcher.hasSeen(3);
      const replayed: StoredEvent[] = [];
      for await (const events of log.replay({ types: [bench.type] })) {
        replayed.push(...events);
        await bench.tell(bench.event(3));
      }
      expect(replayed).toEqual(watcher.events.slice(0, 3));
    });

    it('replays after a place that it has named', async () => {
      const log = await bench.newLog();
      const watcher = await bench.watchGroup(log);
      await bench.tell(bench.event(0));
      await watcher.hasSeen(1);
      const place = await log.end();
      await bench.tell(bench.event(1), bench.event(2));
      await watcher.hasSeen(3);
      expect(await replay(log, { types: [bench.type], after: place })).toEqual(watcher.events.slice(1));
      expect(await replay(log, { types: [bench.type], after: await log.end() })).toEqual([]);
    });

    it('replays up to the place that a group has passed', async () => {
      const log = await bench.newLog();
      const group = randomUUID();
      const handled: StoredEvent[] = [];
      const handle = async (events: readonly StoredEvent[]): Promise<void> => void handled.push(...events);
      expect(await log.passed(group)).toBe('0');
      const subscription = await log.subscribe({ group, types: [bench.type], handle });
      await bench.tell(bench.event(0), bench.event(1));
      await waitFor('both events', () => handled.length === 2);
      await subscription.close();
      await bench.tell(bench.event(2));
      expect(await replay(log, { types: [bench.type], upTo: await log.passed(group) })).toEqual(handled);
    });

    it('gives a projection folded beside the living one the same content', async () => {
      const log = await bench.newLog();
      const live = await projection(bench, log);
      const writing = Promise.all(SUBJECTS.map((subject) => tellTwenty(bench, subject)));
      await waitFor('the first events', () => live.size > 0);
      const early = fold(new Map(), await replay(log, { types: [bench.type] }));
      const beside = await projection(bench, log);
      await writing;
      await waitFor('both to catch up', () =>
        [live, beside].every((numbers) => [...numbers.values()].flat().length === 120),
      );
      expect(beside).toEqual(live);
      expect(fold(new Map(), await replay(log, { types: [bench.type] }))).toEqual(live);
      for (const [subject, numbers] of early) expect(live.get(subject)?.slice(0, numbers.length)).toEqual(numbers);
    });
  });
}

const SUBJECTS = range(6).map((number) => `subject-${number}`);

/** Each subject's numbers in the order in which they came. */
type Projection = Map<string, unknown[]>;

/** A projection that follows the log as a group of its own, from the beginning. */
async function projection(bench: LogBench, log: EventLog): Promise<Projection> {
  const numbers: Projection = new Map();
  const handle = async (events: readonly StoredEvent[]): Promise<void> => void fold(numbers, events);
  await log.subscribe({ group: randomUUID(), types: [bench.type], handle });
  return numbers;
}

function fold(numbers: Projection, events: readonly StoredEvent[]): Projection {
  for (const event of events) numbers.set(event.subject, [...(numbers.get(event.subject) ?? []), numberOf(event)]);
  return numbers;
}

async function tellTwenty(bench: LogBench, subject: string): Promise<void> {
  for (const number of range(20)) await bench.tell(bench.event(number, subject));
}
