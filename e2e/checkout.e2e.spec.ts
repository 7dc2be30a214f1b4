import { randomUUID } from 'node:crypto';
import { waitFor } from '@tovar/testing';
import { Buyer } from './support/buyer.ts';
import { flashSaleVariant, plentifulVariant } from './support/catalogue.ts';
import { Sandbox } from './support/sandbox.ts';
import { ShopProcess } from './support/shop-process.ts';

describe('a checkout', () => {
  let shop: ShopProcess;
  let sandbox: Sandbox;
  let guest: Buyer;

  beforeAll(async () => {
    // Each answer to placeOrder tells how it ended, on a busy machine too.
    const patient = { PAYMENTS_LOOK_AFTER_MS: '200,400,800,1500', ORDERS_PLACE_WAIT_MS: '10000' };
    shop = await (await ShopProcess.onNewFolder(patient)).start();
    sandbox = new Sandbox(shop.sandboxUrl);
    guest = new Buyer(shop.url);
  });
  afterAll(() => shop.remove());
  afterEach(() => sandbox.clearFaults());

  it('sells the last piece to one of two buyers; the other is told how many there are, and pays nothing', async () => {
    const variantId = await flashSaleVariant(guest.shop);
    const nine = await guest.order(variantId, 9);
    await guest.pay(nine);
    await guest.seesStatus(nine, 'PAID');

    const carts = await Promise.all([guest.fillCart(variantId), guest.fillCart(variantId)]);
    const placings = await Promise.all(carts.map((cart) => guest.placeOrder(cart)));
    const winners = placings.filter(({ order }) => order !== null && order.status !== 'CANCELLED');
    const losers = placings.filter(({ errors }) => errors.length > 0);
    expect(winners).toHaveLength(1);
    expect(losers.map(({ errors }) => errors[0])).toEqual([
      expect.objectContaining({ code: 'INSUFFICIENT_STOCK', available: 0 }),
    ]);

    const [winner] = winners;
    if (!winner) throw new Error('Nobody won.');
    const before = (await sandbox.ledger()).captures.length;
    await guest.pay(winner);
    await guest.seesStatus(winner, 'PAID');
    expect((await sandbox.ledger()).captures).toHaveLength(before + 1);
  });

  it('is followed live, also by a page that was away: it is told what it missed, and nothing twice', async () => {
    const placed = await guest.order(await plentifulVariant(guest.shop, 2));
    const seen = await guest.firstNews(placed);
    await guest.pay(placed);
    await guest.seesStatus(placed, 'PAID');
    const missed = await guest.firstNews(placed, seen.eventId);
    expect([missed.eventId === seen.eventId, missed.status]).toEqual([false, 'PAID']);
  });

  it('makes one order and one payment of the same request sent fifty times at once', async () => {
    const cart = await guest.fillCart(await plentifulVariant(guest.shop, 1));
    const key = randomUUID();
    const before = (await sandbox.ledger()).orders.length;
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => guest.placeOrder(cart, key).catch((error: { code?: string }) => error)),
    );
    const orderIds = new Set(answers.flatMap((answer) => ('order' in answer && answer.order ? [answer.order.id] : [])));
    const codes = new Set(
      answers.flatMap((answer) => ('errors' in answer ? answer.errors.map(({ code }) => code) : [answer.code])),
    );
    expect(orderIds.size).toBe(1);
    expect([...codes].filter((code) => code !== 'REQUEST_IN_PROGRESS')).toEqual([]);

    const again = await guest.placeOrder(cart, key);
    expect(again.order?.id).toBe([...orderIds][0]);
    await guest.paymentUrl(again);
    expect((await sandbox.ledger()).orders).toHaveLength(before + 1);
  });

  it('gives the stock back when the payment is declined', async () => {
    const variantId = await plentifulVariant(guest.shop, 2);
    const placed = await guest.order(variantId);
    await guest.pay(placed, 'decline');
    const order = await guest.seesStatus(placed, 'CANCELLED');
    expect(order.paymentStatus).toBe('FAILED');
    await expectSellable(variantId);
  });

  it('settles by the webhook when the buyer closes the browser after approving', async () => {
    const placed = await guest.order(await plentifulVariant(guest.shop, 3));
    await guest.pay(placed, 'pay', false);
    await guest.seesStatus(placed, 'PAID');
  });

  it('settles by the return when the webhook never comes', async () => {
    await sandbox.fault({ target: 'webhook', kind: 'webhook-drop', times: 20 });
    const placed = await guest.order(await plentifulVariant(guest.shop, 4));
    await guest.pay(placed);
    await guest.seesStatus(placed, 'PAID');
  });

  it('settles by asking the provider when neither the webhook nor the buyer comes back', async () => {
    await sandbox.fault({ target: 'webhook', kind: 'webhook-drop', times: 20 });
    const placed = await guest.order(await plentifulVariant(guest.shop, 5));
    await guest.pay(placed, 'pay', false);
    await guest.seesStatus(placed, 'PAID');
  });

  it('charges once when webhooks come twice and the return comes in between', async () => {
    await sandbox.fault({ target: 'webhook', kind: 'webhook-duplicate', times: 20 });
    const before = (await sandbox.ledger()).captures.length;
    const placed = await guest.order(await plentifulVariant(guest.shop, 6));
    await guest.pay(placed);
    await guest.seesStatus(placed, 'PAID');
    expect((await sandbox.ledger()).captures).toHaveLength(before + 1);
  });

  it('is in doubt, not failed, when the provider times out after it captured, and is settled by asking', async () => {
    await sandbox.fault({ target: 'capture', kind: 'timeout-after-commit' });
    const before = (await sandbox.ledger()).captures.length;
    const placed = await guest.order(await plentifulVariant(guest.shop, 7));
    await guest.pay(placed);
    await guest.seesStatus(placed, 'PAID', 60_000);
    expect((await sandbox.ledger()).captures).toHaveLength(before + 1);
  });

  async function expectSellable(variantId: string): Promise<void> {
    const again = await guest.order(variantId);
    expect(again.order.status).not.toBe('CANCELLED');
    await waitFor('the payment page', () => guest.paymentUrl(again));
  }
});
