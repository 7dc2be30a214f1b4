import { randomUUID } from 'node:crypto';
import { waitFor } from '@tovar/testing';
import type { StoredEvent } from '../event.ts';
import { type LogBench, numberOf, range, Watcher } from './log-bench.contract.ts';

/** A group sees everything from its stored position on, whatever happens to its members. */
export function describeGroups(bench: LogBench): void {
  describe('a consumer group', () => {
    it('delivers everything once to a group, and after a restart only what is new', async () => {
      const group = randomUUID();
      const first = await bench.newLog();
      const before = await bench.watchGroup(first, group);
      await bench.tell(bench.event(0), bench.event(1));
      await before.hasSeen(2);
      await bench.closeLog(first);
      await bench.tell(bench.event(2));
      const after = await bench.watchGroup(await bench.newLog(), group);
      await bench.tell(bench.event(3));
      await after.hasSeen(2);
      expect(before.numbers()).toEqual([0, 1]);
      expect(after.numbers()).toEqual([2, 3]);
    });

    it('lets a new group begin at the beginning, or at the end when it asks for that', async () => {
      const log = await bench.newLog();
      await bench.tell(bench.event(0));
      const fromBeginning = await bench.watchGroup(log);
      await fromBeginning.hasSeen(1);
      const fromEnd = new Watcher();
      await log.subscribe({ group: randomUUID(), types: [bench.type], handle: fromEnd.handle, startAt: 'end' });
      await bench.tell(bench.event(1));
      await Promise.all([fromBeginning.hasSeen(2), fromEnd.hasSeen(1)]);
      expect(fromBeginning.numbers()).toEqual([0, 1]);
      expect(fromEnd.numbers()).toEqual([1]);
    });

    it('delivers only the types that a group has asked for', async () => {
      const other = bench.freshType();
      const watcher = await bench.watchGroup(await bench.newLog());
      await bench.tell(bench.event(0), { ...bench.event(1), type: other }, bench.event(2));
      await watcher.hasSeen(2);
      expect(watcher.numbers()).toEqual([0, 2]);
    });

    it('delivers a rejected batch again, and nothing of the subject in between', async () => {
      const watcher = new Watcher();
      let rejections = 0;
      const handle = async (events: readonly StoredEvent[]): Promise<void> => {
        if (rejections === 2) return watcher.handle(events);
        rejections += 1;
        throw new Error('The database is away.');
      };
      await (await bench.newLog()).subscribe({ group: randomUUID(), types: [bench.type], handle });
      await bench.tell(bench.event(0));
      await bench.tell(bench.event(1));
      await watcher.hasSeen(2);
      expect(watcher.numbers()).toEqual([0, 1]);
    });

    it('lets a group go on although another one is stuck', async () => {
      const log = await bench.newLog();
      const stuck = async (): Promise<void> => {
        throw new Error('Never.');
      };
      await log.subscribe({ group: randomUUID(), types: [bench.type], handle: stuck });
      const free = await bench.watchGroup(log);
      await bench.tell(bench.event(0));
      await bench.tell(bench.event(1));
      await free.hasSeen(2);
      expect(free.numbers()).toEqual([0, 1]);
    });

    it('delivers to one member of a group, and to the other one where the first has ended', async () => {
      const group = randomUUID();
      const logs = [await bench.newLog(), await bench.newLog()] as const;
      const watcher = new Watcher();
      for (const log of logs) await bench.watchGroup(log, group, watcher);
      for (const number of range(5)) await bench.tell(bench.event(number));
      await watcher.hasSeen(5);
      await bench.closeLog(logs[0]);
      for (const number of range(5)) await bench.tell(bench.event(5 + number));
      await watcher.hasSeen(10);
      expect(watcher.numbers()).toEqual(range(10));
    });

    it('delivers nothing to a subscription that is closed, and keeps its place', async () => {
      const log = await bench.newLog();
      const group = randomUUID();
      const first = new Watcher();
      const subscription = await log.subscribe({ group, types: [bench.type], handle: first.handle });
      await bench.tell(bench.event(0));
      await first.hasSeen(1);
      await subscription.close();
      await bench.tell(bench.event(1));
      const second = await bench.watchGroup(log, group);
      await second.hasSeen(1);
      expect(first.numbers()).toEqual([0]);
      expect(second.numbers()).toEqual([1]);
    });

    it('tells how far a group is behind, and what came last', async () => {
      const log = await bench.newLog();
      const group = randomUUID();
      const held = Promise.withResolvers<void>();
      await log.subscribe({ group, types: [bench.type], handle: () => held.promise });
      const lagOf = async (): Promise<number | undefined> =>
        (await log.lag()).find((lag) => lag.group === group)?.behind;
      // Only then it is behind what is told now, and not behind what other tests told.
      await waitFor('no lag', async () => (await lagOf()) === 0);
      await bench.tell(bench.event(0));
      await bench.tell(bench.event(1));
      await waitFor('a lag of two', async () => (await lagOf()) === 2);
      const [last] = await log.latest(1);
      expect(last && numberOf(last)).toBe(1);
      held.resolve();
      await waitFor('no lag', async () => (await lagOf()) === 0);
    });
  });
}
