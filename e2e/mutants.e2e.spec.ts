import { ShopClient } from '@tovar/all-in-one';
import { CatalogModule } from '@tovar/catalog';
import { OrdersModule } from '@tovar/orders';
import { PaymentsModule } from '@tovar/payments';
import { blindRetry } from './mutants/blind-retry.ts';
import { captureBeforeReserve } from './mutants/capture-before-reserve.ts';
import { mutated } from './mutants/mutated.ts';
import { MUTATED_DATABASE } from './mutants/mutated-database.ts';
import { readThenWrite } from './mutants/read-then-write.ts';
import { Switch } from './mutants/switch.ts';
import type { Fault } from './prove/fault.ts';
import { commitsAreSlow } from './prove/faults/database-faults.ts';
import { asOwner, messagesComeAgain } from './prove/faults/log-faults.ts';
import { providerFails } from './prove/faults/sandbox-faults.ts';
import type { ProvenShop } from './prove/proven-shop.ts';
import { proveRound, type RoundResult } from './prove/round.ts';
import { flashSaleVariant, plentifulVariant } from './support/catalogue.ts';
import { ShopInProcess } from './support/shop-in-process.ts';

const MANAGER = {
  email: 'manager@example.com',
  password: 'correct horse battery',
  displayName: 'Manager',
  roles: ['manager'],
};
const SEED = 20_241;
/** What goes wrong by chance only is tried again, with other people. */
const MOST_TRIES = 6;
/** Enough for a mistake that keeps the shop from ever coming to rest. */
const NEVER_RESTS_MS = 3_000;
const HURRY = {
  JOB_POLL_MS: '50',
  PAYMENTS_LOOK_AFTER_MS: '200,400,800,1500',
  PAYPAL_RETRY_MS: '20',
  PAYPAL_TIMEOUT_MS: '500',
  ORDERS_PAY_WITHIN_MS: '3000',
};

/** A small part of the battery that one mistake cannot hide from. */
interface Trial {
  readonly buyers: number;
  readonly receipts?: number;
  readonly hastyPercent?: number;
  readonly isHot?: boolean;
  faults?(shop: ProvenShop): Fault[];
}

const TRIALS = {
  'two requests for one cart': { buyers: 10, hastyPercent: 100 },
  'messages that come again': { buyers: 8, faults: ({ adminUrl }) => [messagesComeAgain(adminUrl, 60)] },
  'a provider that answers only the second time': {
    buyers: 3,
    faults: ({ sandboxUrl }) => [providerFails(sandboxUrl, { target: 'create', kind: '500-after-commit', times: 12 })],
  },
  'slow commits': { buyers: 12, faults: ({ adminUrl }) => [commitsAreSlow(adminUrl)] },
  'clerks among the buyers': { buyers: 12, receipts: 12 },
  'more buyers than goods': { buyers: 24, isHot: true },
} satisfies Record<string, Trial>;

/** All of the above at once, which a shop without mistakes stands. */
const ALL_OF_IT: Trial = {
  buyers: 20,
  receipts: 12,
  hastyPercent: 50,
  isHot: true,
  faults: (shop) => Object.values<Trial>(TRIALS).flatMap(({ faults }) => faults?.(shop) ?? []),
};

describe('[FT-14] the battery', () => {
  const mistakes = { blindRetry: new Switch(), readThenWrite: new Switch(), captureBeforeReserve: new Switch() };
  let shop: ShopInProcess;
  let variants: string[];
  let round = 0;
  /** What earlier mistakes have left behind. */
  const known = new Set<string>();

  beforeAll(async () => {
    shop = await ShopInProcess.start(HURRY, {
      payments: mutated(PaymentsModule, blindRetry(mistakes.blindRetry)),
      catalog: mutated(CatalogModule, readThenWrite(mistakes.readThenWrite)),
      orders: mutated(OrdersModule, captureBeforeReserve(mistakes.captureBeforeReserve)),
    });
    await shop.person(MANAGER);
    const guest = new ShopClient(shop.url);
    variants = [await flashSaleVariant(guest), await plentifulVariant(guest)];
  });
  afterAll(() => shop.stop());

  /** A shop that is right comes to rest however slow the machine is; one that is wrong never may. */
  async function prove({ isHot, receipts = 0, faults, ...trial }: Trial, quietWithinMs: number): Promise<RoundResult> {
    const { adminUrl, url } = shop;
    const proven = { url, adminUrl, sandboxUrl: shop.shop.sandbox?.url ?? '', manager: MANAGER };
    const wanted = isHot ? variants : variants.slice(1);
    const seed = SEED + (round += 1);
    const lanes = faults?.(proven).map((fault) => [fault]) ?? [];
    const planned = { ...trial, seed, variants: wanted, receipts, lanes };
    return proveRound(proven, { ...planned, giveUpAfterMs: 15_000, quietWithinMs });
  }

  /** The first new breach of the invariant, in words. */
  async function found(invariant: string, trial: Trial): Promise<string | undefined> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const { breaches } = await prove(trial, NEVER_RESTS_MS);
      const fresh = breaches.filter((breach) => !known.has(JSON.stringify(breach)));
      for (const breach of breaches) known.add(JSON.stringify(breach));
      const hit = fresh.find((breach) => breach.invariant === invariant);
      if (hit) return hit.problem;
    }
    return undefined;
  }

  async function foundWith(mistake: Switch, invariant: string, trial: Trial): Promise<string | undefined> {
    mistake.isOn = true;
    try {
      return await found(invariant, trial);
    } finally {
      mistake.isOn = false;
    }
  }

  const mutateDatabase = (statement: string) =>
    asOwner(shop.adminUrl, async (client) => void (await client.query(statement)));

  it('finds nothing wrong with the shop', async () => {
    const { breaches, acknowledged } = await prove(ALL_OF_IT, 60_000);
    expect(breaches).toEqual([]);
    expect(acknowledged).toBeGreaterThan(0);
  });

  describe('notices', () => {
    it('when the provider is asked again under a new key', async () => {
      const trial = TRIALS['a provider that answers only the second time'];
      expect(await foundWith(mistakes.blindRetry, 'INV-MONEY-1', trial)).toContain('opened');
    });

    it('when one cart can become two orders', async () => {
      await mutateDatabase(MUTATED_DATABASE.noUniqueIndex);
      expect(await found('INV-ORDER-2', TRIALS['two requests for one cart'])).toContain('another order');
    });

    it('when nobody remembers which messages were handled', async () => {
      await mutateDatabase(MUTATED_DATABASE.noInbox);
      expect(await found('INV-EVENT-1', TRIALS['messages that come again'])).toContain('took effect');
    });

    it('when money is taken before there are goods', async () => {
      const trial = TRIALS['more buyers than goods'];
      expect(await foundWith(mistakes.captureBeforeReserve, 'INV-ORDER-1', trial)).toBeDefined();
    });

    it('when stock is read first and written later', async () => {
      expect(await foundWith(mistakes.readThenWrite, 'INV-STOCK-1', TRIALS['clerks among the buyers'])).toBeDefined();
    });

    it('when the outbox is read behind the last id', async () => {
      await mutateDatabase(MUTATED_DATABASE.outboxReadById);
      expect(await found('INV-ORDER-1', TRIALS['slow commits'])).toBeDefined();
    });
  });
});
