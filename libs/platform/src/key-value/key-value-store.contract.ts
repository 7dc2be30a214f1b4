import { randomUUID } from 'node:crypto';
import { waitFor } from '@tovar/testing';
import type { KeyValueStore } from './key-value-store.ts';

/** What an adapter's suite provides. */
export interface KeyValueSetup {
  readonly store: KeyValueStore;
  close(): Promise<void>;
}

/** What every key-value store promises. */
export function describeKeyValueStore(name: string, setUp: () => Promise<KeyValueSetup>): void {
  describe(`the key-value store in ${name}`, () => {
    let setup: KeyValueSetup;
    let store: KeyValueStore;
    let space: string;

    beforeAll(async () => {
      setup = await setUp();
      ({ store } = setup);
    });
    beforeEach(() => {
      space = randomUUID();
    });
    afterAll(() => setup.close());

    const valueOf = async (key: string): Promise<unknown> => (await store.get(space, key))?.value;
    const fifty = <T>(work: (number: number) => Promise<T>): Promise<T[]> =>
      Promise.all(Array.from({ length: 50 }, (_, number) => work(number)));

    it('knows nothing of a key that was never written', async () => {
      expect(await store.get(space, 'cart')).toBeUndefined();
    });

    it.each([{ lines: [{ sku: 'a', quantity: 2 }], note: null }, [1, 'two', false], 'text', 12.5, true, null])(
      'gives back the JSON that was written: %j',
      async (value) => {
        await store.set(space, 'cart', value);
        expect(await store.get(space, 'cart')).toEqual({ value, version: 1 });
      },
    );

    it('keeps a copy: changing the written or the read object changes nothing', async () => {
      const cart = { lines: ['a'] };
      await store.set(space, 'cart', cart);
      cart.lines.push('b');
      (await store.get<{ lines: string[] }>(space, 'cart'))?.value.lines.push('c');
      expect(await valueOf('cart')).toEqual({ lines: ['a'] });
    });

    it.each(['\n', ':', '/', ' '])('keeps namespaces and keys apart, whatever %j they hold', async (sign) => {
      await store.set(space, `a${sign}b`, 1);
      expect(await store.get(`${space}${sign}a`, 'b')).toBeUndefined();
      expect(await store.get(space, 'a')).toBeUndefined();
    });

    it('counts the versions of a key upwards', async () => {
      expect([await store.set(space, 'a', 'x'), await store.set(space, 'a', 'y')]).toEqual([1, 2]);
      expect(await store.compareAndSet(space, 'a', 2, 'z')).toBe(3);
      expect(await store.get(space, 'a')).toEqual({ value: 'z', version: 3 });
    });

    it('forgets what is deleted, and does not mind deleting what is not there', async () => {
      await store.set(space, 'a', 1);
      await store.delete(space, 'a');
      await store.delete(space, 'a');
      expect(await store.get(space, 'a')).toBeUndefined();
      expect(await store.compareAndSet(space, 'a', 0, 2)).toBe(1);
    });

    it('forgets a value when its time is over, and takes it for absent', async () => {
      await store.set(space, 'a', 1, { ttlMs: 30 });
      await store.set(space, 'b', 1, { ttlMs: 60_000 });
      await waitFor('the expiry', async () => (await store.get(space, 'a')) === undefined);
      expect(await store.compareAndSet(space, 'a', 1, 2)).toBeUndefined();
      expect(await store.compareAndSet(space, 'a', 0, 2)).toBe(1);
      expect(await valueOf('b')).toBe(1);
    });

    it('counts versions anew for a key that had expired', async () => {
      await store.set(space, 'a', 1);
      await store.set(space, 'a', 2, { ttlMs: 30 });
      await waitFor('the expiry', async () => (await store.get(space, 'a')) === undefined);
      expect(await store.set(space, 'a', 3)).toBe(1);
    });

    it('gives a value a new time with each write', async () => {
      await store.set(space, 'a', 1, { ttlMs: 30 });
      await store.set(space, 'a', 2);
      await store.set(space, 'b', 1, { ttlMs: 500 });
      await store.compareAndSet(space, 'b', 1, 2, { ttlMs: 60_000 });
      await store.set(space, 'gone', 1, { ttlMs: 500 });
      await waitFor('another expiry', async () => (await store.get(space, 'gone')) === undefined);
      expect([await valueOf('a'), await valueOf('b')]).toEqual([2, 2]);
    });

    it('lets one of fifty be the first to write a key', async () => {
      const versions = await fifty((number) => store.compareAndSet(space, 'lock', 0, number));
      const winner = versions.findIndex((version) => version !== undefined);
      expect(versions.filter((version) => version !== undefined)).toEqual([1]);
      expect(await store.get(space, 'lock')).toEqual({ value: winner, version: 1 });
    });

    it('lets one of fifty change a version that all have read', async () => {
      const version = await store.set(space, 'cart', 'seen by all');
      const versions = await fifty((number) => store.compareAndSet(space, 'cart', version, number));
      expect(versions.filter((written) => written !== undefined)).toEqual([version + 1]);
    });

    it('loses no change of fifty who try again until they succeed', async () => {
      await store.set(space, 'cart', []);
      const add = async (number: number): Promise<void> => {
        for (;;) {
          const seen = await store.get<number[]>(space, 'cart');
          if (seen && (await store.compareAndSet(space, 'cart', seen.version, [...seen.value, number]))) return;
        }
      };
      await fifty(add);
      expect(new Set((await valueOf('cart')) as number[]).size).toBe(50);
    });

    it('refuses to change a version that is not there', async () => {
      expect(await store.compareAndSet(space, 'a', 1, 'x')).toBeUndefined();
      await store.set(space, 'a', 'y');
      expect(await store.compareAndSet(space, 'a', 0, 'x')).toBeUndefined();
      expect(await store.compareAndSet(space, 'a', 2, 'x')).toBeUndefined();
      expect(await valueOf('a')).toBe('y');
    });

    it('counts from nothing, up and down, and loses no step of fifty at once', async () => {
      expect(await store.increment(space, 'tries', 1)).toBe(1);
      expect(await store.increment(space, 'tries', 5)).toBe(6);
      expect(await store.increment(space, 'tries', -2)).toBe(4);
      const values = await fifty(() => store.increment(space, 'tries', 1));
      expect(new Set(values)).toEqual(new Set(Array.from({ length: 50 }, (_, number) => number + 5)));
      expect(await valueOf('tries')).toBe(54);
    });

    it('ends a counter at the time that its first step has set', async () => {
      await store.increment(space, 'tries', 1, { ttlMs: 500 });
      await store.increment(space, 'tries', 1, { ttlMs: 60_000 });
      await waitFor('the expiry', async () => (await store.get(space, 'tries')) === undefined);
      expect(await store.increment(space, 'tries', 1, { ttlMs: 60_000 })).toBe(1);
    });
  });
}
