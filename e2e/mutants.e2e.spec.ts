import { ShopClient } from '@tovar/all-in-one';
import { CatalogModule } from '@tovar/catalog';
import { OrdersModule } from '@tovar/orders';
import { PaymentsModule } from '@tovar/payments';
import type { ServiceEntry } from '@tovar/platform';
import { blindRetry } from './mutants/blind-retry.ts';
import { captureBeforeReserve } from './mutants/capture-before-reserve.ts';
import { mutated } from './mutants/mutated.ts';
import { MUTATED_DATABASE } from './mutants/mutated-database.ts';
import { readThenWrite } from './mutants/read-then-write.ts';
import { commitsAreSlow } from './prove/faults/database-faults.ts';
import { asOwner, messagesComeAgain } from './prove/faults/log-faults.ts';
import { providerFails } from './prove/faults/sandbox-faults.ts';
import type { ProvenShop } from './prove/proven-shop.ts';
import { type Fault, proveRound, type RoundResult } from './prove/round.ts';
import { flashSaleVariant, plentifulVariant } from './support/catalogue.ts';
import { ShopInProcess } from './support/shop-in-process.ts';

const MANAGER = {
  email: 'manager@example.com',
  password: 'correct horse battery',
  displayName: 'Manager',
  roles: ['manager'],
};
const SEED = 20_241;
/** Enough for a mistake that keeps the shop from ever coming to rest. */
const NEVER_RESTS_MS = 4_000;
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

describe('[FT-14] the battery', () => {
  let shop: ShopInProcess;

  async function start(services?: Record<string, ServiceEntry>): Promise<void> {
    shop = await ShopInProcess.start(HURRY, services);
    await shop.person(MANAGER);
  }

  /** A shop that is right comes to rest however slow the machine is; one that is wrong never may. */
  async function prove(what: keyof typeof TRIALS, quietWithinMs = 20_000): Promise<RoundResult> {
    const { adminUrl, url } = shop;
    const guest = new ShopClient(url);
    const proven = { url, adminUrl, sandboxUrl: shop.shop.sandbox?.url ?? '', manager: MANAGER };
    const { isHot, receipts = 0, faults, ...trial }: Trial = TRIALS[what];
    const variants = [isHot ? await flashSaleVariant(guest) : await plentifulVariant(guest)];
    const round = { ...trial, seed: SEED, variants, receipts, faults: faults?.(proven) ?? [] };
    return proveRound(proven, { ...round, giveUpAfterMs: 15_000, quietWithinMs });
  }

  describe('finds nothing wrong with the shop', () => {
    beforeAll(() => start());
    afterAll(() => shop.stop());

    it.each(Object.keys(TRIALS) as (keyof typeof TRIALS)[])('under %s', async (what) => {
      const result = await prove(what, 40_000);
      expect(result.breaches).toEqual([]);
      expect(result.acknowledged).toBeGreaterThan(0);
    });
  });

  describe('notices', () => {
    afterEach(() => shop.stop());

    const brokenBy = ({ breaches }: RoundResult) => new Set(breaches.map(({ invariant }) => invariant));
    const mutateDatabase = (statement: string) =>
      asOwner(shop.adminUrl, async (client) => void (await client.query(statement)));

    it('when one cart can become two orders', async () => {
      await start();
      await mutateDatabase(MUTATED_DATABASE.noUniqueIndex);
      expect(brokenBy(await prove('two requests for one cart'))).toContain('INV-ORDER-2');
    });

    it('when nobody remembers which messages were handled', async () => {
      await start();
      await mutateDatabase(MUTATED_DATABASE.noInbox);
      expect(brokenBy(await prove('messages that come again'))).toContain('INV-EVENT-1');
    });

    it('when the provider is asked again under a new key', async () => {
      await start({ payments: mutated(PaymentsModule, blindRetry) });
      expect(brokenBy(await prove('a provider that answers only the second time'))).toContain('INV-MONEY-1');
    });

    it('when the outbox is read behind the last id', async () => {
      await start();
      await mutateDatabase(MUTATED_DATABASE.outboxReadById);
      expect(brokenBy(await prove('slow commits', NEVER_RESTS_MS))).toContain('INV-ORDER-1');
    });

    it('when stock is read first and written later', async () => {
      await start({ catalog: mutated(CatalogModule, readThenWrite) });
      expect(brokenBy(await prove('clerks among the buyers', NEVER_RESTS_MS))).toContain('INV-STOCK-1');
    });

    it('when money is taken before there are goods', async () => {
      await start({ orders: mutated(OrdersModule, captureBeforeReserve) });
      expect(brokenBy(await prove('more buyers than goods', NEVER_RESTS_MS))).toContain('INV-ORDER-1');
    });
  });
});
