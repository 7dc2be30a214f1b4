import { type LogBench, range } from './log-bench.contract.ts';
import { losesNothingBehindAFasterWriter } from './slow-writer.contract.ts';

/** Events come whole, in order, and none is lost, whoever writes at the same time. */
export function describeOrder(bench: LogBench): void {
  describe('what is told', () => {
    it('keeps what it is told in the envelope of CloudEvents', async () => {
      const watcher = await bench.watchGroup(await bench.newLog());
      await bench.tell({ type: bench.type, subject: 'order-1', data: { total: '12.30', lines: [1, 2], note: null } });
      await watcher.hasSeen(1);
      expect(watcher.events[0]).toEqual({
        specversion: '1.0',
        id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
        type: bench.type,
        source: expect.any(String),
        subject: 'order-1',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        sequence: expect.any(String),
        traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/),
        data: { total: '12.30', lines: [1, 2], note: null },
      });
    });

    it("delivers a subject's events in the order of their transactions, and within one in the order told", async () => {
      const watcher = await bench.watchGroup(await bench.newLog());
      for (let number = 0; number < 30; number += 3) {
        await bench.tell(bench.event(number), bench.event(number + 1), bench.event(number + 2));
      }
      await watcher.hasSeen(30);
      expect(watcher.numbers('a')).toEqual(range(30));
    });

    it("numbers a subject's events upwards", async () => {
      const watcher = await bench.watchGroup(await bench.newLog());
      for (const number of range(12)) await bench.tell(bench.event(number));
      await watcher.hasSeen(12);
      const sequences = watcher.events.map((seen) => BigInt(seen.sequence));
      expect(sequences).toEqual(sequences.toSorted((a, b) => (a < b ? -1 : 1)));
      expect(new Set(sequences).size).toBe(12);
    });

    it('takes facts outside of a transaction, in their order and with their source', async () => {
      const log = await bench.newLog();
      const watcher = await bench.watchGroup(log);
      await log.append('sensor', [bench.event(0), bench.event(1)]);
      await log.append('sensor', []);
      await watcher.hasSeen(2);
      expect(watcher.numbers()).toEqual([0, 1]);
      expect(watcher.events[0]?.source).toBe('sensor');
    });

    it('publishes nothing of a transaction that rolls back', async () => {
      const watcher = await bench.watchGroup(await bench.newLog());
      const failing = bench.write(async (store) => {
        await store(bench.event(1));
        throw new Error('The order cannot be stored.');
      });
      await expect(failing).rejects.toThrow('The order cannot be stored.');
      await bench.tell(bench.event(2));
      await watcher.hasSeen(1);
      expect(watcher.numbers()).toEqual([2]);
    });

    it('loses nothing of many writers at once, and keeps the order of each subject', async () => {
      const watcher = await bench.watchGroup(await bench.newLog());
      const subjects = range(12).map((number) => `subject-${number}`);
      await Promise.all(subjects.map((subject) => writeWithFailures(bench, subject)));
      await watcher.hasSeen(subjects.length * 10);
      for (const subject of subjects) expect(watcher.numbers(subject)).toEqual(range(10));
      expect(watcher.events).toHaveLength(subjects.length * 10);
    });

    it("does not lose a slow transaction's event behind a faster one's", () =>
      losesNothingBehindAFasterWriter(bench.adapter));
  });
}

/** Ten transactions that commit, and between them ten that have told something and roll back. */
async function writeWithFailures(bench: LogBench, subject: string): Promise<void> {
  for (const number of range(10)) {
    await bench.tell(bench.event(number, subject));
    const failing = bench.write(async (tell) => {
      await tell(bench.event(-1, subject));
      throw new Error('Rolled back.');
    });
    await expect(failing).rejects.toThrow('Rolled back.');
  }
}
