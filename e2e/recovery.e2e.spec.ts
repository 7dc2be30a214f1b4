import { FAILPOINT_VARIABLE } from '@tovar/platform';
import { waitFor } from '@tovar/testing';
import { Buyer, type Placing } from './support/buyer.ts';
import { plentifulVariant } from './support/catalogue.ts';
import { Sandbox } from './support/sandbox.ts';
import { ShopProcess } from './support/shop-process.ts';

/** Every named step of a checkout, just before and just after its commit, and around each call to the provider. */
const FAILPOINTS = [
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
  'payments.capture done',
  'orders payment.captured.v1 handled',
  'orders payment.captured.v1 committed',
  'catalog stock.allocate-requested.v1 committed',
  'orders stock.allocated.v1 committed',
];

describe('a shop that is killed in the middle of a checkout', () => {
  let shop: ShopProcess;

  beforeAll(async () => {
    shop = await ShopProcess.onNewFolder({ PAYMENTS_RECONCILE_DELAYS_MS: '200,400,800,1500' });
    await shop.start();
    await shop.stop();
  });
  afterAll(() => shop.remove());

  it.each(FAILPOINTS)('ends the order in one right state when killed at "%s"', async (failpoint) => {
    await shop.start({ [FAILPOINT_VARIABLE]: failpoint });
    const guest = new Buyer(shop.url);
    const variantId = await plentifulVariant(guest.shop, 0);
    const cart = await guest.fillCart(variantId);
    const key = `recovery-${failpoint.replaceAll(/[^a-z]/g, '-')}`;
    const attempt = buyOnce(guest, () => guest.placeOrder(cart, key));
    expect(await shop.end()).toEqual({ code: null, signal: 'SIGKILL' });
    await attempt;

    await shop.start();
    const sandbox = new Sandbox(shop.sandboxUrl);
    const survivor = new Buyer(shop.url);
    const before = await sandbox.ledger();
    const placed = await waitFor('the order to be placed', () => survivor.placeOrder(cart, key).catch(() => undefined));
    await finish(survivor, placed);
    const order = await survivor.seesStatus(placed, 'PAID', 60_000);
    const after = await sandbox.ledger();
    expect(order.paymentStatus).toBe('PAID');
    expect(after.refunds).toHaveLength(before.refunds.length);
    expect(new Set(after.captures.map(({ custom_id }) => custom_id)).size).toBe(after.captures.length);
    await shop.stop();
  });
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
