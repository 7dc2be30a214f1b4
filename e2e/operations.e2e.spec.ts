import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  backUpShop,
  deadOf,
  READ_MODELS,
  redriven,
  restoreShop,
  type Shop,
  startShop,
  storedServices,
  withService,
} from '@tovar/all-in-one';
import { type Environment, ReadModels } from '@tovar/platform';
import { freePort } from '@tovar/platform/engines';
import { createTestDatabase, type TestDatabase, waitFor } from '@tovar/testing';
import { Buyer, type Placing, type SeenOrder } from './support/buyer.ts';
import { plentifulVariant } from './support/catalogue.ts';
import { ShopInProcess } from './support/shop-in-process.ts';

/** Whole shops are started here, and started again. */
const LONG_MS = 180_000;

/** A shop that runs, and an operator beside it. */
describe('operations', () => {
  let shop: ShopInProcess;
  let folder: string;
  let environment: Environment;
  let buyer: Buyer;
  let paid: Placing & { order: SeenOrder };

  beforeAll(async () => {
    shop = await ShopInProcess.start({ PORT: String(await freePort()) });
    folder = await mkdtemp(join(tmpdir(), 'tovar-operations-'));
    environment = {
      NODE_ENV: 'test',
      LOG_LEVEL: 'error',
      ADMIN_DATABASE_URL: shop.adminUrl,
      DATA_DIR: shop.shop.folder.path,
    };
  }, LONG_MS);
  beforeAll(async () => {
    buyer = new Buyer(shop.url);
    paid = await buyer.order(await plentifulVariant(buyer.shop, 1));
    await buyer.pay(paid);
    await buyer.seesStatus(paid, 'PAID');
  });
  afterAll(async () => {
    await shop.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('replay a read model beside the live one: whoever reads meanwhile sees the order all the time', async () => {
    const replay = { isDone: false };
    const replaying = withService(
      'orders',
      environment,
      async (service) => (await service.get(ReadModels).all()[0]?.rebuild()) ?? '',
    );
    const watched = replaying.finally(() => (replay.isDone = true));
    const seen: string[] = [];
    while (!replay.isDone) seen.push((await buyer.seesStatus(paid, 'PAID')).status);
    expect(await watched).toMatch(/^generation \d+ holds \d+ orders and is live$/);
    expect(seen.length).toBeGreaterThan(1);
    expect((await buyer.seesStatus(paid, 'PAID')).status).toBe('PAID');
  });

  it('replay whatever a service folds, and name all of it', async () => {
    const models = [];
    for (const name of Object.keys(storedServices)) {
      const found = shop.shop.running.app(name).get(ReadModels).all();
      models.push(...found.map((model) => ({ name, model })));
    }
    const named = Object.entries(READ_MODELS).map(([service, what]) => [service, what.split(' ')[0]]);
    expect(models.map(({ name, model }) => [name, model.name])).toEqual(named);
    for (const { name } of models.filter((each) => each.name !== 'orders')) {
      const outcome = await withService(name, environment, async (service) =>
        service.get(ReadModels).all()[0]?.rebuild(),
      );
      expect(outcome).toMatch(/ 0 (were|rows) mended/);
      expect(outcome).not.toMatch(/[1-9]\d* (were|rows) mended/);
    }
  });

  it('list what a service could not do, and do it again once its cause is mended', async () => {
    await shop.sql(`CREATE FUNCTION shipping.fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'broken on purpose'; END $$;
      CREATE TRIGGER fail BEFORE INSERT ON shipping.shipment FOR EACH ROW EXECUTE FUNCTION shipping.fail()`);
    const placed = await buyer.order(await plentifulVariant(buyer.shop, 1));
    await buyer.pay(placed);
    const { id } = placed.order;
    const [line] = await waitFor('the dead event', async () => {
      const lines = await withService('shipping', environment, deadOf);
      return lines.length > 0 && lines;
    });
    expect(line).toContain(`subject ${id}: `);
    expect(line).toContain('broken on purpose');
    expect(await shop.shop.running.process.metrics.page.render()).toMatch(
      /^tovar_dead_events{service="shipping"} [1-9]/m,
    );

    await shop.sql('DROP TRIGGER fail ON shipping.shipment; DROP FUNCTION shipping.fail()');
    const { events } = await withService('shipping', environment, (service) => redriven(service, { subject: id }));
    expect(events).toBeGreaterThan(0);
    expect(await withService('shipping', environment, deadOf)).toEqual([]);
    await waitFor('the shipment', async () => {
      const rows = await shop.sql('SELECT FROM shipping.shipment WHERE order_id = $1', [id]);
      return rows.length > 0;
    });
  });

  describe('with a backup that was taken while the shop sold', () => {
    let restored: Shop;
    let database: TestDatabase;
    let during: Placing & { order: SeenOrder };
    let backup: string;
    let data: string;

    beforeAll(async () => {
      database = await createTestDatabase();
      backup = join(folder, 'backup');
      data = join(folder, 'restored');
      const selling = buyer.order(await plentifulVariant(buyer.shop, 1));
      await backUpShop(environment, backup);
      during = await selling;
    });
    afterAll(async () => {
      await restored?.stop();
      await database.drop();
    });

    it('refuse one that is not as it was written, before anything is changed', async () => {
      const damaged = join(folder, 'damaged');
      await backUpShop(environment, damaged);
      const files = await readdir(join(damaged, 'database'));
      await appendFile(join(damaged, 'database', files.find((name) => name.startsWith('orders.')) ?? ''), 'more');
      const into = { ...environment, ADMIN_DATABASE_URL: database.adminUrl, DATA_DIR: join(folder, 'never') };
      await expect(restoreShop(into, damaged)).rejects.toMatchObject({ code: 'BACKUP_DAMAGED' });
    });

    it('refuse to put one over a shop that holds anything', async () => {
      const into = { ...environment, DATA_DIR: join(folder, 'other') };
      await expect(restoreShop(into, backup)).rejects.toMatchObject({ code: 'DATABASE_IN_USE' });
    });

    it(
      'restore it: every promise holds, what was paid is paid, and the shop sells on',
      async () => {
        const into = { ...environment, ADMIN_DATABASE_URL: database.adminUrl, DATA_DIR: data };
        const { rows } = await restoreShop(into, backup);
        expect(rows).toBeGreaterThan(1_000);
        const settings = {
          JOB_POLL_MS: '200',
          GATEWAY_RATE_LIMITS: 'off',
          SANDBOX_PORT: '0',
          PORT: String(await freePort()),
        };
        restored = await startShop({ ...into, ...settings });
        const again = new Buyer(restored.url ?? '');
        expect((await again.seesStatus(paid, 'PAID')).orderNumber).toBe(paid.order.orderNumber);

        const audit = await fetch(`${restored.url}/api/v1/status/audit-rounds`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ scope: 'everything' }),
        });
        const { invariants } = (await audit.json()) as { invariants: { id: string; violated: number }[] };
        expect(invariants.length).toBeGreaterThan(5);
        expect(invariants.filter(({ violated }) => violated > 0)).toEqual([]);

        const next = await again.order(await plentifulVariant(again.shop, 1));
        expect([paid.order.orderNumber, during.order.orderNumber]).not.toContain(next.order.orderNumber);
      },
      LONG_MS,
    );
  });
});
