import { oneAhead } from './one-ahead.ts';

describe('batches', () => {
  it('are read while the one before is worked on', async () => {
    const events: string[] = [];
    async function* source(): AsyncGenerator<number> {
      for (const item of [1, 2]) {
        events.push(`read ${item}`);
        yield item;
      }
    }
    for await (const item of oneAhead(source())) events.push(`work ${item}`);
    expect(events).toEqual(['read 1', 'read 2', 'work 1', 'work 2']);
  });

  it('end where reading fails, and after what was read before', async () => {
    async function* source(): AsyncGenerator<number> {
      yield 1;
      throw new Error('The log is away.');
    }
    const worked: number[] = [];
    const work = async (): Promise<void> => {
      for await (const item of oneAhead(source())) worked.push(item);
    };
    await expect(work()).rejects.toThrow('The log is away.');
    expect(worked).toEqual([1]);
  });
});
