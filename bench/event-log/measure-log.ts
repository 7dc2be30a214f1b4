import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { Listener, LogUnderTest } from './log-under-test.ts';

/** Events of one transaction, and transactions at a time, where as much as possible is told. */
const TOLD_TOGETHER = 100;
const WRITERS = 4;

export interface Throughput {
  readonly events: number;
  /** From the first statement to the last event heard. */
  readonly perSecond: number;
  /** What the service itself spends on each event: telling, relaying and hearing it. */
  readonly cpuMicroseconds: number;
}

export interface Latency {
  readonly perSecond: number;
  /** From the commit to the listener, in milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Tells so many events as fast as it goes, and waits until all are heard. */
export async function throughput(log: LogUnderTest, listener: Listener, events: number): Promise<Throughput> {
  const heard = Promise.withResolvers<void>();
  const missing = new Set(Array.from({ length: events }, (_, number) => number));
  log.onHeard((number) => {
    missing.delete(number);
    if (missing.size === 0) heard.resolve();
  });
  const begunAt = performance.now();
  const spentBefore = process.cpuUsage();
  let next = 0;
  const write = async (): Promise<void> => {
    while (next < events) {
      const from = next;
      next = Math.min(events, from + TOLD_TOGETHER);
      await log.tell(listener, range(from, next));
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
  await heard.promise;
  const { user, system } = process.cpuUsage(spentBefore);
  return {
    events,
    perSecond: Math.round((events / (performance.now() - begunAt)) * 1_000),
    cpuMicroseconds: Math.round((user + system) / events),
  };
}

/** Tells one event in a transaction of its own, so many times a second, whatever the answers take. */
export async function latency(
  log: LogUnderTest,
  listener: Listener,
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<Latency> {
  const committedAt: number[] = [];
  const heardAt: number[] = [];
  const all = perSecond * seconds;
  const heard = Promise.withResolvers<void>();
  let count = 0;
  log.onHeard((number) => {
    if (heardAt[number] !== undefined) return;
    heardAt[number] = performance.now();
    count += 1;
    if (count === all) heard.resolve();
  });
  const begunAt = performance.now();
  const telling: Promise<void>[] = [];
  for (let number = 0; number < all;) {
    const due = Math.min(all, Math.ceil(((performance.now() - begunAt) * perSecond) / 1_000));
    for (; number < due; number += 1) {
      const told = number;
      telling.push(log.tell(listener, [told]).then(() => void (committedAt[told] = performance.now())));
    }
    await delay(1);
  }
  await Promise.all(telling);
  await heard.promise;
  const waits = heardAt.map((at, number) => Math.max(0, at - (committedAt[number] ?? at))).toSorted((a, b) => a - b);
  const quantile = (share: number): number => Math.round((waits[Math.floor(waits.length * share)] ?? 0) * 10) / 10;
  return { perSecond, p50: quantile(0.5), p95: quantile(0.95), p99: quantile(0.99) };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
