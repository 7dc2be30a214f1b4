import { gathered, oneAhead } from './gathered.ts';

async function* batches(...given: number[][]): AsyncGenerator<readonly number[]> {
  yield* given;
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  return Array.fromAsync(items);
}

describe('batches', () => {
  it('are joined until there is enough in one, in their order', async () => {
    expect(await all(gathered(batches([1, 2], [3], [4, 5, 6], [7]), 3))).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
    expect(await all(gathered(batches(), 3))).toEqual([]);
  });

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
