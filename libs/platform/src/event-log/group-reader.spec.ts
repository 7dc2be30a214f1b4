import { setImmediate as turn } from 'node:timers/promises';
import { vi } from 'vitest';
import type { StoredEvent } from './event.ts';
import { GroupReader, type GroupSource } from './group-reader.ts';
import type { PositionedEvent } from './recent-events.ts';

/** A log of which the test decides everything. */
class FakeLog implements GroupSource {
  worker: number | undefined = 1;
  events: PositionedEvent[] = [];
  last = 0n;
  storedPosition = 0n;
  readonly moves: bigint[] = [];

  tenure = (): number | undefined => this.worker;
  end = (): bigint => this.last;
  stored = async (): Promise<bigint> => this.storedPosition;
  read = async (after: bigint, types: ReadonlySet<string>, limit: number): Promise<PositionedEvent[]> =>
    this.events.filter((entry) => entry.position > after && types.has(entry.event.type)).slice(0, limit);
  move = (position: bigint): void => {
    this.moves.push(position);
    this.storedPosition = position;
  };

  add(...positions: number[]): void {
    for (const position of positions) {
      this.events.push({ position: BigInt(position), event: { type: 'a', id: String(position) } as StoredEvent });
      this.last = BigInt(position);
    }
  }
}

describe('a group reader', () => {
  let log: FakeLog;
  let handled: string[][];
  let reader: GroupReader;
  let failure: Error | undefined;

  beforeEach(() => {
    vi.useFakeTimers({ toNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    log = new FakeLog();
    handled = [];
    failure = undefined;
    const handle = async (events: readonly StoredEvent[]): Promise<void> => {
      handled.push(events.map((event) => event.id));
      if (failure) throw failure;
    };
    reader = new GroupReader({ group: 'g', types: ['a'], handle }, log);
  });
  afterEach(() => vi.useRealTimers());

  const wake = async (): Promise<void> => {
    reader.wake();
    await turn();
  };

  it('moves on after a batch is handled', async () => {
    log.add(3, 5);
    await wake();
    expect(handled).toEqual([['3', '5']]);
    expect(log.moves).toEqual([5n]);
  });

  it('does nothing while another process works for the group', async () => {
    log.worker = undefined;
    log.add(1);
    await wake();
    expect(handled).toEqual([]);
    expect(reader.position).toBeUndefined();
  });

  it('begins where the last worker stored, each time it becomes the worker', async () => {
    log.add(1, 2);
    await wake();
    log.worker = undefined;
    log.add(3, 4, 5);
    log.storedPosition = 4n;
    await wake();
    log.worker = 2;
    await wake();
    expect(handled).toEqual([['1', '2'], ['5']]);
  });

  it('takes no position from a time when it was not the worker', async () => {
    log.add(1);
    await wake();
    log.worker = undefined;
    expect(reader.position).toBeUndefined();
  });

  it('waits longer after each failure, and is not hurried by new events', async () => {
    failure = new Error('The database is away.');
    log.add(1);
    await wake();
    for (const position of [2, 3, 4]) {
      log.add(position);
      await wake();
    }
    expect(handled).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(50);
    expect(handled).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(99);
    expect(handled).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(handled).toHaveLength(3);
    failure = undefined;
    await vi.advanceTimersByTimeAsync(200);
    expect(handled.at(-1)).toEqual(['1', '2', '3', '4']);
    expect(log.moves).toEqual([4n]);
  });

  it('is not hurried by an event that came while the batch failed', async () => {
    failure = new Error('The database is away.');
    log.add(1);
    reader.wake();
    reader.wake();
    await turn();
    expect(handled).toHaveLength(1);
  });

  it('tells where it is once it has passed many events of other types', async () => {
    await wake();
    log.last = 999n;
    await wake();
    expect(log.moves).toEqual([]);
    log.last = 1_000n;
    await wake();
    expect(log.moves).toEqual([1_000n]);
  });

  it('tells where it is when it closes', async () => {
    log.add(1);
    await wake();
    log.last = 8n;
    await wake();
    await reader.close();
    expect(log.moves).toEqual([1n, 8n]);
  });

  it('does not move past a batch that failed when it closes', async () => {
    failure = new Error('The database is away.');
    log.add(1);
    await wake();
    await reader.close();
    expect(log.moves).toEqual([]);
  });

  it('finishes the batch in hand before it is closed', async () => {
    const held = Promise.withResolvers<void>();
    reader = new GroupReader({ group: 'g', types: ['a'], handle: () => held.promise }, log);
    log.add(1);
    await wake();
    let isClosed = false;
    const closing = reader.close().then(() => (isClosed = true));
    await turn();
    expect(isClosed).toBe(false);
    held.resolve();
    await closing;
    expect(log.moves).toEqual([1n]);
  });
});
