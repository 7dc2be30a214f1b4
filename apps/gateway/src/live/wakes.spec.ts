import { Wakes } from './wakes.ts';

describe('wakes', () => {
  it('are one when several come while nobody waits', async () => {
    const wakes = new Wakes();
    const iterator = wakes[Symbol.asyncIterator]();
    wakes.wake();
    wakes.wake();
    expect(await iterator.next()).toEqual({ done: false, value: undefined });
    const second = iterator.next();
    wakes.wake();
    expect(await second).toEqual({ done: false, value: undefined });
  });

  it('end a wait', async () => {
    const wakes = new Wakes();
    const next = wakes[Symbol.asyncIterator]().next();
    wakes.end();
    expect(await next).toEqual({ done: true, value: undefined });
  });

  it('end with the first error, also when somebody woke before', async () => {
    const wakes = new Wakes();
    wakes.wake();
    wakes.end(new Error('first'));
    wakes.end(new Error('second'));
    await expect(wakes[Symbol.asyncIterator]().next()).rejects.toThrow('first');
  });
});
