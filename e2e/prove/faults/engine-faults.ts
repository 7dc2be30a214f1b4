import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Fault } from '../fault.ts';
import type { Broker } from '../struck-engines.ts';
import type { StruckServices } from '../struck-services.ts';
import { asOwner } from './log-faults.ts';
import { forHowLong, once } from './once.ts';
import { untilDone } from './until-done.ts';

/** [FT-05, FT-07] A broker dies as in a power cut and is away for a while; what it has acknowledged it still has. */
export function brokerDies(shop: StruckServices, broker: Broker, awayMs: number): Fault {
  return once(shop, {
    id: idOf(broker),
    name: `${broker} is killed and away ${forHowLong(awayMs)}`,
    strike: async () => {
      await shop.engine(broker).kill();
      await delay(awayMs);
      await shop.engine(broker).start();
    },
  });
}

/** [FT-05] Log and queue are away at the same time: nothing is told and nothing is done, and all of it later. */
export function brokersDie(shop: StruckServices, awayMs: number): Fault {
  const both = [shop.engine('kafka'), shop.engine('rabbitmq')];
  return once(shop, {
    id: 'FT-05',
    name: `kafka and rabbitmq are killed and away ${forHowLong(awayMs)}`,
    strike: async () => {
      await Promise.all(both.map((engine) => engine.kill()));
      await delay(awayMs);
      await Promise.all(both.map((engine) => engine.start()));
    },
  });
}

/** [FT-05, FT-07] A broker is restarted in order, with messages in the hands of services that were never acknowledged. */
export function brokerRestarts(shop: StruckServices, broker: Broker): Fault {
  return once(shop, {
    id: idOf(broker),
    name: `${broker} is restarted`,
    strike: async () => {
      await shop.engine(broker).stop();
      await shop.engine(broker).start();
    },
  });
}

/** [FT-05, FT-07] A broker stands still with its connections open, and then believes that no time has passed. */
export function brokerStandsStill(shop: StruckServices, broker: Broker, forMs: number): Fault {
  return once(shop, {
    id: idOf(broker),
    name: `${broker} stands still ${forHowLong(forMs)}`,
    strike: async () => {
      shop.engine(broker).pause();
      await delay(forMs);
      shop.engine(broker).resume();
    },
  });
}

/** [FT-07] Redis forgets everything: carts, limits, and whatever else may be lost. */
export function redisForgets(shop: StruckServices): Fault {
  return once(shop, {
    id: 'FT-07',
    name: 'redis is flushed',
    strike: () => inRedis(shop, async (redis) => void (await redis.flushall())),
  });
}

/** [FT-12] Redis has no room left: it answers reads, and refuses writes. */
export function redisIsFull(shop: StruckServices, forMs: number): Fault {
  const limit = (bytes: string) => inRedis(shop, async (redis) => void (await redis.config('SET', 'maxmemory', bytes)));
  return once(shop, {
    id: 'FT-12',
    name: `redis is full ${forHowLong(forMs)}`,
    strike: async () => {
      await limit('1');
      await delay(forMs);
    },
    mend: () => untilDone(() => limit('0')),
  });
}

/** [FT-12] The database's disk is full, as far as services can tell: it answers reads, and refuses writes. */
export function databaseTakesNoWrites(shop: StruckServices, forMs: number): Fault {
  const set = (isReadOnly: 'on' | 'off') =>
    asOwner(shop.adminUrl, async (client) => {
      await client.query('SET default_transaction_read_only = off');
      await client.query(`ALTER SYSTEM SET default_transaction_read_only = ${isReadOnly}`);
      await client.query('SELECT pg_reload_conf()');
    });
  return once(shop, {
    id: 'FT-12',
    name: `PostgreSQL takes no writes ${forHowLong(forMs)}`,
    strike: async () => {
      await set('on');
      await delay(forMs);
    },
    mend: () => untilDone(() => set('off')),
  });
}

/** Directly: the way of the services may be cut. */
async function inRedis(shop: StruckServices, work: (redis: Redis) => Promise<void>): Promise<void> {
  const redis = new Redis(shop.engine('redis').url);
  // It connects again by itself; what fails is told by the command.
  redis.on('error', () => undefined);
  try {
    await work(redis);
  } finally {
    redis.disconnect();
  }
}

function idOf(broker: Broker): string {
  return broker === 'redis' ? 'FT-07' : 'FT-05';
}
