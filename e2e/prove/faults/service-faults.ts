import { setTimeout as delay } from 'node:timers/promises';
import { BehindTheShop } from '../behind-the-shop.ts';
import type { Fault } from '../fault.ts';
import type { StruckServices } from '../struck-services.ts';
import { forHowLong, once } from './once.ts';
import { untilDone } from './until-done.ts';

/** [FT-01] Whichever service comes by this very step dies there, as if the power were cut, and is started again. */
export function serviceDiesAt(shop: StruckServices, failpoint: string): Fault {
  const died = new Set<string>();
  const disarm = () => shop.armFailpoint('');
  return {
    id: 'FT-01',
    name: failpoint,
    arm: async () => {
      shop.deaths.watchKilled((service) => {
        // Of those that come by it at the same moment, all die.
        if (!died.has(service)) shop.deaths.explain(service);
        died.add(service);
        // What was left undone comes by the same step while the service is still starting.
        void disarm();
      });
      await shop.armFailpoint(failpoint);
    },
    heal: async () => {
      await disarm();
      // One that came by it a moment ago is heard of only now.
      await shop.untilReady();
      shop.deaths.watchKilled();
      for (const service of died) shop.deaths.explainNoMore(service);
      return died.size;
    },
  };
}

/** [FT-02] A service dies at any time and is started again; its partitions of the log go to its successor. */
export function serviceDies(shop: StruckServices, service: string): Fault {
  return once(shop, {
    id: 'FT-02',
    name: `${service} is killed`,
    service,
    strike: async () => Number(shop.killService(service)),
  });
}

/** [FT-08] The clock of one service is wrong for a while, and all others go by theirs. */
export function clockOfServiceJumps(shop: StruckServices, service: string, byMs: number): Fault {
  let struck = 0;
  return {
    id: 'FT-08',
    name: `${service}'s clock is wrong by ${byMs > 0 ? '+' : '−'}${Math.abs(byMs) / 1_000} s`,
    strike: async () => {
      struck += Number(await shop.setClock(service, byMs));
    },
    heal: async () => {
      await shop.setClock(service, 0);
      // What was put off by a clock that was fast would be due in minutes: they pass for it.
      if (byMs > 0) await untilDone(() => letPass(shop, byMs));
      return struck;
    },
  };
}

/** What was begun by the wrong clock is committed within a moment. */
const COMMITTED_WITHIN_MS = 500;

async function letPass({ adminUrl }: StruckServices, ms: number): Promise<void> {
  await delay(COMMITTED_WITHIN_MS);
  const behind = new BehindTheShop(adminUrl);
  try {
    await behind.letPass(ms);
  } finally {
    await behind.close();
  }
}

/** [FT-10] A service stands still, perhaps for longer than the log lets a member be silent, and wakes up with old work in hand. */
export function serviceStandsStill(shop: StruckServices, service: string, forMs: number): Fault {
  return once(shop, {
    id: 'FT-10',
    name: `${service} stands still ${forHowLong(forMs)}`,
    strike: async () => {
      const stood = shop.signalService(service, 'SIGSTOP');
      await delay(forMs);
      shop.signalService(service, 'SIGCONT');
      return Number(stood);
    },
  });
}

/** [FT-11] A service is told to stop and another one takes over, as when a new version is rolled out. */
export function serviceIsReplaced(shop: StruckServices, service: string): Fault {
  return once(shop, {
    id: 'FT-11',
    name: `${service} is replaced`,
    service,
    strike: () => shop.restartService(service),
  });
}
