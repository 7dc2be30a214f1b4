import { vi } from 'vitest';
import type { NewEvent } from './event.ts';
import { LaterTelling } from './later-telling.ts';

const event = (subject: string): NewEvent => ({ type: 'thing.counted.v1', subject, data: {} });

describe('what is told later', () => {
  let waiting: NewEvent[];
  let told: string[][];
  let isDown: boolean;
  let refused: ReadonlySet<string>;
  let later: LaterTelling;

  beforeEach(() => {
    vi.useFakeTimers();
    [waiting, told, isDown, refused] = [[], [], false, new Set()];
    const append = async (_source: string, events: readonly NewEvent[]): Promise<void> => {
      if (isDown) throw new Error('The log is away.');
      if (events.some(({ subject }) => refused.has(subject))) throw new Error('Half a pair of surrogates.');
      told.push(events.map(({ subject }) => subject));
    };
    const end = async (): Promise<string> => {
      if (isDown) throw new Error('The log is away.');
      return '0';
    };
    later = new LaterTelling({ append, end }, 'test', () => waiting.splice(0));
  });
  afterEach(() => vi.useRealTimers());

  it('goes together, a second after the first of it', async () => {
    waiting.push(event('a'));
    later.wake();
    waiting.push(event('b'));
    later.wake();
    await vi.advanceTimersByTimeAsync(999);
    expect(told).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(told).toEqual([['a', 'b']]);
  });

  it('costs nothing while there is nothing', async () => {
    await later.tell();
    expect([told, vi.getTimerCount()]).toEqual([[], 0]);
  });

  it('is kept while the log is away, in its order', async () => {
    isDown = true;
    waiting.push(event('a'));
    await later.tell();
    isDown = false;
    waiting.push(event('b'));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told).toEqual([['a', 'b']]);
  });

  it('is told before the process stops', async () => {
    waiting.push(event('a'));
    later.wake();
    await later.stop();
    expect([told, vi.getTimerCount()]).toEqual([[['a']], 0]);
  });

  it('is told without the one event that the log refuses, wherever that stands', async () => {
    const subjects = Array.from({ length: 2_000 }, (_, number) => `${number}`);
    refused = new Set(['0', '777', '1999']);
    for (const bad of refused) {
      told = [];
      waiting.push(...subjects.filter((subject) => subject === bad || !refused.has(subject)).map(event));
      await later.tell();
      expect([told.flat(), vi.getTimerCount()]).toEqual([subjects.filter((subject) => !refused.has(subject)), 0]);
    }
  });

  it('is told in its order and to its end, however many of it the log refuses', async () => {
    const subjects = Array.from({ length: 500 }, (_, number) => `${number}`);
    refused = new Set(subjects.filter((_, number) => number % 50 === 7));
    waiting.push(...subjects.map(event));
    later.wake();
    await vi.advanceTimersByTimeAsync(60_000);
    expect([told.flat(), vi.getTimerCount()]).toEqual([subjects.filter((subject) => !refused.has(subject)), 0]);
  });

  it('is kept when the log stores nothing at all, as on a full disk', async () => {
    refused = new Set(['a', 'b']);
    waiting.push(event('a'), event('b'));
    await later.tell();
    refused = new Set();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told).toEqual([['a', 'b']]);
  });
});
