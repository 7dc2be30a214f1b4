import { jest } from '@jest/globals';
import type { NewEvent } from './event.ts';
import { LaterTelling } from './later-telling.ts';

const event = (subject: string): NewEvent => ({ type: 'thing.counted.v1', subject, data: {} });

describe('what is told later', () => {
  let waiting: NewEvent[];
  let told: string[][];
  let isDown: boolean;
  let later: LaterTelling;

  beforeEach(() => {
    jest.useFakeTimers();
    [waiting, told, isDown] = [[], [], false];
    const append = async (_source: string, events: readonly NewEvent[]): Promise<void> => {
      if (isDown) throw new Error('The log is away.');
      told.push(events.map(({ subject }) => subject));
    };
    later = new LaterTelling({ append }, 'test', () => waiting.splice(0));
  });
  afterEach(() => jest.useRealTimers());

  it('goes together, a second after the first of it', async () => {
    waiting.push(event('a'));
    later.wake();
    waiting.push(event('b'));
    later.wake();
    await jest.advanceTimersByTimeAsync(999);
    expect(told).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(told).toEqual([['a', 'b']]);
  });

  it('costs nothing while there is nothing', async () => {
    await later.tell();
    expect([told, jest.getTimerCount()]).toEqual([[], 0]);
  });

  it('is kept while the log is away, in its order', async () => {
    isDown = true;
    waiting.push(event('a'));
    await later.tell();
    isDown = false;
    waiting.push(event('b'));
    await jest.advanceTimersByTimeAsync(1_000);
    expect(told).toEqual([['a', 'b']]);
  });

  it('is told before the process stops', async () => {
    waiting.push(event('a'));
    later.wake();
    await later.stop();
    expect([told, jest.getTimerCount()]).toEqual([[['a']], 0]);
  });
});
