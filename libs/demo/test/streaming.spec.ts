import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { demoShop } from '../src/index.ts';

const MEGABYTE = 1024 * 1024;

/** Heap in use after a full collection, which V8 offers only behind a flag. */
function settledHeap(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

describe('a large shop', () => {
  it('streams: the memory in use does not grow with the number of products', () => {
    const products = demoShop({ seed: 8, size: 'large' }).products()[Symbol.iterator]();
    const take = (count: number): void => {
      for (let taken = 0; taken < count; taken += 1) products.next();
    };
    take(2_000);
    const before = settledHeap();
    take(18_000);
    // Kept in memory, the products would take several hundred megabytes.
    expect(settledHeap() - before).toBeLessThan(8 * MEGABYTE);
  });
});
