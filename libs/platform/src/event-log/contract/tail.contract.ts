import { type LogBench, range, Watcher } from './log-bench.contract.ts';

/** Every process sees every new event. */
export function describeTail(bench: LogBench): void {
  describe('a tail', () => {
    it('shows each new event to every process that follows its tail', async () => {
      const watchers = [new Watcher(), new Watcher()];
      for (const watcher of watchers) await (await bench.newLog()).tail({ types: [bench.type] }, watcher.see);
      await bench.tell(bench.event(0));
      await bench.tell(bench.event(1));
      await Promise.all(watchers.map((watcher) => watcher.hasSeen(2)));
      expect(watchers.map((watcher) => watcher.numbers())).toEqual([range(2), range(2)]);
    });

    it('shows a tail what was stored since a moment, then what is new, without a gap', async () => {
      const log = await bench.newLog();
      const since = new Date(Date.now() - 60_000);
      await bench.tell(bench.event(0));
      const telling = (async (): Promise<void> => {
        for (let number = 1; number < 40; number += 1) await bench.tell(bench.event(number));
      })();
      const watcher = new Watcher();
      await log.tail({ types: [bench.type], since }, watcher.see);
      await telling;
      await watcher.hasSeen(40);
      const late = new Watcher();
      await log.tail({ types: [bench.type] }, late.see);
      await bench.tell(bench.event(40));
      await Promise.all([watcher.hasSeen(41), late.hasSeen(1)]);
      expect(watcher.numbers()).toEqual(range(41));
      expect(late.numbers()).toEqual([40]);
    });

    it('shows nothing to a tail that is closed, and goes on when a watcher throws', async () => {
      const log = await bench.newLog();
      const closed = new Watcher();
      const watcher = new Watcher();
      const throwing = (): void => {
        throw new Error('A broken cache.');
      };
      const tail = await log.tail({ types: [bench.type] }, closed.see);
      await log.tail({ types: [bench.type] }, throwing);
      await log.tail({ types: [bench.type] }, watcher.see);
      await tail.close();
      await bench.tell(bench.event(0), bench.event(1));
      await watcher.hasSeen(2);
      expect(watcher.numbers()).toEqual([0, 1]);
      expect(closed.events).toEqual([]);
    });
  });
}
