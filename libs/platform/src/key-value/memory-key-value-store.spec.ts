import { describeKeyValueStore } from './key-value-store.contract.ts';
import { MemoryKeyValueStore } from './memory-key-value-store.ts';

describeKeyValueStore('memory', async () => ({ store: new MemoryKeyValueStore(), close: async () => undefined }));

describe('the memory of expired values', () => {
  it('is given back although nobody reads them again', async () => {
    let now = 0;
    const store = new MemoryKeyValueStore(() => now);
    for (let number = 0; number < 9_000; number += 1) await store.set('session', String(number), number, { ttlMs: 1 });
    now = 10;
    for (let number = 0; number < 1_000; number += 1) await store.set('cart', String(number), number);
    expect(store.size).toBe(1_000);
  });
});
