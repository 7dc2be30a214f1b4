import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Fault } from '../round.ts';
import type { StruckServices } from '../struck-services.ts';
import { asOwner } from './log-faults.ts';

const DONE_WITHIN_MS = 60_000;

type Broker = 'kafka' | 'rabbitmq' | 'redis';

interface Strike {
  readonly id: string;
  readonly name: string;
  strike(): Promise<void>;
  /** Right after the strike, also when it came to grief: others that heal need what was struck. */
  mend?(): Promise<void> | void;
}

/** A fault that strikes once in a round; after it every service gets over it. */
function once(shop: StruckServices, { id, name, strike, mend }: Strike): Fault {
  let struck = 0;
  return {
    id,
    name,
    strike: async () => {
      try {
        await strike();
        struck += 1;
      } finally {
        await mend?.();
      }
    },
    heal: async () => {
      await shop.untilReady();
      return struck;
    },
  };
}

/** [FT-05, FT-07] A broker dies as in a power cut and is away for a while; what it has acknowledged it still has. */
export function brokerDies(shop: StruckServices, broker: Broker, awayMs: number): Fault {
  return once(shop, {
    id: idOf(broker),
    name: `${broker} is killed and away for ${seconds(awayMs)} s`,
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
    name: `kafka and rabbitmq are killed and away for ${seconds(awayMs)} s`,
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
    name: `${broker} stands still for ${seconds(forMs)} s`,
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
    name: `redis is full for ${seconds(forMs)} s`,
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
    name: `PostgreSQL takes no writes for ${seconds(forMs)} s`,
    strike: async () => {
      await set('on');
      await delay(forMs);
    },
    mend: () => untilDone(() => set('off')),
  });
}

/** [FT-09] Every connection between services breaks, with requests on it. */
export function networkIsCut(shop: StruckServices, times: number): Fault {
  return once(shop, {
    id: 'FT-09',
    name: `the network between services is cut ${times} times`,
    strike: async () => {
      for (let time = 0; time < times; time += 1) {
        for (const way of shop.ways) way.cut();
        await delay(200);
      }
    },
  });
}

/** [FT-09] Nothing comes through between services, and nobody is told: connections stay open. */
export function networkIsHeld(shop: StruckServices, forMs: number): Fault {
  return once(shop, {
    id: 'FT-09',
    name: `nothing passes between services for ${seconds(forMs)} s`,
    strike: async () => {
      for (const way of shop.ways) way.hold();
      await delay(forMs);
    },
    mend: () => {
      for (const way of shop.ways) way.release();
    },
  });
}

/** [FT-09] Every way between services takes longer. */
export function networkIsSlow(shop: StruckServices, latencyMs: number, forMs: number): Fault {
  return once(shop, {
    id: 'FT-09',
    name: `the network between services is slower by ${latencyMs} ms`,
    strike: async () => {
      for (const way of shop.ways) way.slow(latencyMs);
      await delay(forMs);
    },
    mend: () => {
      for (const way of shop.ways) way.slow(0);
    },
  });
}

/** [FT-02] A service dies at any time and is started again; its partitions of the log go to its successor. */
export function serviceDies(shop: StruckServices, service: string): Fault {
  return once(shop, {
    id: 'FT-02',
    name: `${service} is killed`,
    strike: async () => shop.killService(service),
  });
}

/** [FT-10] A service stands still for longer than the log lets a member of a group be silent, and wakes up with old work in hand. */
export function serviceStandsStill(shop: StruckServices, service: string, forMs: number): Fault {
  return once(shop, {
    id: 'FT-10',
    name: `${service} stands still for ${seconds(forMs)} s`,
    strike: async () => {
      shop.signalService(service, 'SIGSTOP');
      await delay(forMs);
      shop.signalService(service, 'SIGCONT');
    },
  });
}

/** [FT-11] A service is told to stop and another one takes over, as when a new version is rolled out. */
export function serviceIsReplaced(shop: StruckServices, service: string): Fault {
  return once(shop, {
    id: 'FT-11',
    name: `${service} is replaced`,
    strike: () => shop.restartService(service),
  });
}

async function inRedis({ redisUrl }: StruckServices, work: (redis: Redis) => Promise<void>): Promise<void> {
  const redis = new Redis(redisUrl);
  // It connects again by itself; what fails is told by the command.
  redis.on('error', () => undefined);
  try {
    await work(redis);
  } finally {
    redis.disconnect();
  }
}

/** The server may be away for another reason, but not for ever. */
async function untilDone(work: () => Promise<void>): Promise<void> {
  const giveUpAt = Date.now() + DONE_WITHIN_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
      await delay(200);
    }
  }
}

function idOf(broker: Broker): string {
  return broker === 'redis' ? 'FT-07' : 'FT-05';
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(1);
}
