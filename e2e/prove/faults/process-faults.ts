import { setTimeout as delay } from 'node:timers/promises';
import { BehindTheShop } from '../behind-the-shop.ts';
import type { Fault } from '../fault.ts';
import type { StruckShop } from '../struck-shop.ts';

/** [FT-01] The process dies at this very step, as if the power were cut, and is started again. */
export function diesAt(shop: StruckShop, failpoint: string): Fault {
  let died = Promise.resolve(0);
  return {
    id: 'FT-01',
    name: failpoint,
    arm: async () => {
      await shop.armFailpoint(failpoint);
      died = shop.nextDeath().then((wasStruck) => (wasStruck ? startAgain(shop) : 0));
    },
    heal: async () => {
      // What buyers began may come by only now.
      await Promise.race([died, delay(COMES_BY_WITHIN_MS, undefined, { ref: false })]);
      await shop.armFailpoint('');
      shop.expectNoDeath();
      return died;
    },
  };
}

const COMES_BY_WITHIN_MS = 1_500;

/** Disarmed first: what was left undone comes by the same step while the shop is still starting. */
async function startAgain(shop: StruckShop): Promise<number> {
  await shop.armFailpoint('');
  await shop.start();
  return 1;
}

/** [FT-02] The process dies at any time. */
export function diesAnyTime(shop: StruckShop): Fault {
  let struck = 0;
  return {
    id: 'FT-02',
    name: 'killed at any time',
    strike: async () => {
      await shop.kill();
      struck += 1;
      await shop.start();
    },
    heal: async () => struck,
  };
}

/** [FT-10] The process stands still, as in a very long collection of garbage, and then believes that no time has passed. */
export function standsStill(shop: StruckShop, forMs: number): Fault {
  let struck = 0;
  return {
    id: 'FT-10',
    name: `stands still for ${forMs} ms`,
    strike: async () => {
      shop.signal('SIGSTOP');
      await delay(forMs);
      shop.signal('SIGCONT');
      struck += 1;
    },
    heal: async () => struck,
  };
}

/**
 * [FT-08] The clock of the process jumps, and later jumps back. What was put off by a clock that was fast would be due in
 * minutes: these minutes pass for it when the clock is right again.
 */
export function clockJumps(shop: StruckShop, byMs: number): Fault {
  let struck = 0;
  return {
    id: 'FT-08',
    name: `clock ${byMs > 0 ? '+' : '−'}${Math.abs(byMs) / 1_000} s`,
    strike: async () => {
      await shop.setClock(byMs);
      struck += 1;
    },
    heal: async () => {
      await shop.setClock(0);
      if (byMs > 0) await letPass(shop, byMs);
      return struck;
    },
  };
}

/** What was begun by the wrong clock is committed within a moment. */
const COMMITTED_WITHIN_MS = 500;

async function letPass({ adminUrl }: StruckShop, ms: number): Promise<void> {
  await delay(COMMITTED_WITHIN_MS);
  const behind = new BehindTheShop(adminUrl);
  try {
    await behind.letPass(ms);
  } finally {
    await behind.close();
  }
}

/** [FT-06] The database server is killed without a word and recovers from its own log. */
export function databaseDies(shop: Pick<StruckShop, 'restartDatabase'>): Fault {
  let struck = 0;
  return {
    id: 'FT-06',
    name: 'PostgreSQL dies',
    strike: async () => {
      await shop.restartDatabase();
      struck += 1;
    },
    heal: async () => struck,
  };
}

/** [FT-06] The line breaks while a commit is on its way: nobody can say whether it was done. */
export function commitsAreCutOff(shop: Pick<StruckShop, 'line'>, times: number): Fault {
  return {
    id: 'FT-06',
    name: 'cut off in COMMIT',
    arm: async () => void shop.line.cutCommits(times),
    heal: async () => times - shop.line.cutCommits(0),
  };
}
