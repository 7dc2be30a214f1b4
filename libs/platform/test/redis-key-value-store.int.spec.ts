import { randomUUID } from 'node:crypto';
import type { Engine } from '@tovar/platform/engines';
import { ownEngine, TcpProxy, testEngine, waitFor } from '@tovar/testing';
import { Redis } from 'ioredis';
import { isTransient } from '../src/database/transient-error.ts';
import { ServiceUnavailable } from '../src/errors/platform.errors.ts';
import { describeKeyValueStore } from '../src/key-value/key-value-store.contract.ts';
import { RedisKeyValueStore } from '../src/key-value/redis-key-value-store.ts';
import { StoreForgets } from '../src/key-value/store-forgets.error.ts';

async function open(url: string, isDurable = false): Promise<RedisKeyValueStore> {
  const store = new RedisKeyValueStore({ url, isDurable });
  await store.start();
  return store;
}

describeKeyValueStore('Redis', async () => {
  const store = await open(await testEngine('redis'));
  return { store, close: async () => store.close() };
});

describe('Redis', () => {
  let server: Engine;
  let store: RedisKeyValueStore;

  beforeAll(async () => {
    server = await ownEngine('redis');
    store = await open(server.url, true);
  });
  afterAll(async () => {
    store.close();
    await server.destroy();
  });

  it('keeps its values over a restart', async () => {
    await store.set('cart', 'a', { lines: [] });
    await server.stop();
    await server.start();
    expect(await read('cart', 'a')).toEqual({ value: { lines: [] }, version: 1 });
  });

  it('[FT-07] says that it is away, soon, and goes on when it is back', async () => {
    await server.kill();
    const begunAt = Date.now();
    const failure: unknown = await store.get('cart', 'a').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ServiceUnavailable);
    // A consumer that meets it tries again, and blames no event.
    expect(isTransient(failure)).toBe(true);
    expect(Date.now() - begunAt).toBeLessThan(3_000);
    await server.start();
    expect(await read('cart', 'a')).toBeDefined();
  });

  it('[FT-07] takes what was flushed for absent, and counts from nothing', async () => {
    await waitFor('the connection', () => store.get('tries', 'a').then(() => true));
    await store.increment('tries', 'a', 5);
    const admin = new Redis(server.url);
    await admin.flushall();
    expect(await store.get('tries', 'a')).toBeUndefined();
    expect(await store.increment('tries', 'a', 1)).toBe(1);
    expect(await store.compareAndSet('cart', 'a', 1, 'stale')).toBeUndefined();
    admin.disconnect();
  });

  it('is reached in the clear where its address says so, whomever the process believes', async () => {
    const plain = new RedisKeyValueStore({ url: server.url, ca: 'of other brokers', isDurable: false });
    await plain.start();
    expect(await plain.set('cart', randomUUID(), 1)).toBe(1);
    plain.close();
  });

  it('[FT-09] gives up an answer that does not come', async () => {
    const { proxy, url } = await TcpProxy.before(server.url);
    const far = await open(url);
    proxy.hold();
    await expect(far.set('cart', randomUUID(), 1)).rejects.toThrow(ServiceUnavailable);
    far.close();
    await proxy.close();
  });

  it.each([
    ['appendonly', 'no', 'yes'],
    ['maxmemory-policy', 'allkeys-lru', 'noeviction'],
  ])('is not taken for what must be kept when its %s is %s', async (setting, bad, good) => {
    const admin = new Redis(server.url);
    await admin.config('SET', setting, bad);
    const forgetful = new RedisKeyValueStore({ url: server.url, isDurable: true });
    await expect(forgetful.start()).rejects.toThrow(StoreForgets);
    forgetful.close();
    await admin.config('SET', setting, good);
    admin.disconnect();
  });

  /** By a connection of its own: the first one may still be on its way back. */
  async function read(namespace: string, key: string) {
    const fresh = await open(server.url);
    const value = await fresh.get(namespace, key);
    fresh.close();
    return value;
  }
});
