import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FAILPOINT_VARIABLE } from '@tovar/platform';
import { waitFor } from '@tovar/testing';
import { Buyer, type Placing } from './support/buyer.ts';
import { plentifulVariant } from './support/catalogue.ts';
import { Sandbox } from './support/sandbox.ts';
import { ShopProcess } from './support/shop-process.ts';

/** Every named step of a checkout, just before and just after its commit, and around each call to the provider. */
const FAILPOINTS = [
  'placeOrder stored',
  'placeOrder committed',
  'catalog stock.requested.v1 handled',
  'catalog stock.requested.v1 committed',
  'orders stock.reserved.v1 handled',
  'orders stock.reserved.v1 committed',
  'payments payment.requested.v1 committed',
  'payments.start begun',
  'payments.start done',
  'orders payment.started.v1 committed',
  'orders payment.approved.v1 committed',
  'payments.capture begun',
  'payments.capture answered',
  'payments.capture done',
  'orders payment.captured.v1 handled',
  'orders payment.captured.v1 committed',
  'catalog stock.allocate-requested.v1 committed',
  'orders stock.allocated.v1 committed',
];

describe('a shop that is killed in the middle of a checkout', () => {
  let shop: ShopProcess;

  beforeAll(async () => {
    shop = await ShopProcess.onNewFolder({ PAYMENTS_LOOK_AFTER_MS: '200,400,800,1500' });
    await arm('');
    await start();
  });
  afterAll(() => shop.remove());

  it.each(FAILPOINTS)(
    '[IDEM-03] ends the order in one right state when killed at "%s"',
    async (failpoint) => {
      const guest = new Buyer(shop.url);
      const cart = await guest.fillCart(await plentifulVariant(guest.shop));
      const key = `recovery-${failpoint.replaceAll(/[^a-z]/g, '-')}`;
      const before = await new Sandbox(shop.sandboxUrl).ledger();
      await arm(failpoint);
      const attempt = buyOnce(guest, () => guest.placeOrder(cart, key));
      expect(await shop.end()).toEqual({ code: null, signal: 'SIGKILL' });
      await attempt;

      await arm('');
      await start();
      const survivor = new Buyer(shop.url);
      const placed = await waitFor('the order to be placed', () =>
        survivor.placeOrder(cart, key).catch(() => undefined),
      );
      await finish(survivor, placed);
      const order = await survivor.seesStatus(placed, 'PAID', 60_000);
      const after = await new Sandbox(shop.sandboxUrl).ledger();
      expect(order.paymentStatus).toBe('PAID');
      expect(after.captures).toHaveLength(before.captures.length + 1);
      expect(after.refunds).toHaveLength(before.refunds.length);
    },
    300_000,
  );

  function arm(failpoint: string): Promise<void> {
    return writeFile(join(shop.folder, 'failpoint'), failpoint);
  }

  function start(): Promise<ShopProcess> {
    return shop.start({ [FAILPOINT_VARIABLE]: join(shop.folder, 'failpoint') });
  }
});

/** Goes on until the shop dies under the buyer's hands. */
async function buyOnce(guest: Buyer, place: () => Promise<Placing>): Promise<void> {
  try {
    await guest.pay(await place());
  } catch {
    // The connection broke: that is what this is about.
  }
}

/** Pays if that is still to be done; a buyer who has paid already finds a page that says so. */
async function finish(buyer: Buyer, placed: Placing): Promise<void> {
  await waitFor('the order to be paid or payable', async () => {
    const seen = placed.order && (await buyer.read(placed.order, placed.guestToken));
    if (seen?.status === 'PAID') return true;
    if (!seen?.paymentUrl) return false;
    await buyer.pay({ ...placed, order: seen }).catch(() => undefined);
    return true;
  });
}
