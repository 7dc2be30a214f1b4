import { visitBuyerPage } from '@tovar/all-in-one';
import { waitFor } from '@tovar/testing';
import { Buyer, type Placing } from './support/buyer.ts';
import { flashSaleVariant, plentifulVariant } from './support/catalogue.ts';
import { Sandbox } from './support/sandbox.ts';
import { ShopProcess } from './support/shop-process.ts';

const CANCEL = `mutation ($input: CancelOrderInput!) {
  cancelOrder(input: $input) { order { status } errors { code } }
}`;
/** Long enough to pay an order in time on a busy machine. */
const EXPIRES_AFTER_MS = '10000';

describe('an order that ends without a sale', () => {
  let shop: ShopProcess;
  let sandbox: Sandbox;
  let guest: Buyer;
  /** There are exactly ten of it. */
  let variantId: string;

  afterEach(() => shop.remove());

  const startShop = async (environment: NodeJS.ProcessEnv = {}): Promise<void> => {
    shop = await ShopProcess.onNewFolder({ PAYMENTS_LOOK_AFTER_MS: '200,400,800,1500', ...environment });
    await shop.start();
    sandbox = new Sandbox(shop.sandboxUrl);
    guest = new Buyer(shop.url);
    variantId = await flashSaleVariant(guest.shop);
  };
  const cancel = async ({ order, guestToken: token }: Placing) => {
    const { cancelOrder } = await guest.shop.graphql<{ cancelOrder: unknown }>(CANCEL, {
      input: { orderId: order?.id, token },
    });
    expect(cancelOrder).toEqual({ order: { status: 'CANCELLED' }, errors: [] });
  };
  /** Stock is given back after the order has ended. */
  const untilAllAreBack = () =>
    waitFor('all ten to be there again', async () => {
      const { order } = await guest.placeOrder(await guest.fillCart(variantId, 10));
      return order ?? undefined;
    });

  it('expires when its payment is abandoned, gives the stock back, and takes no money that comes too late', async () => {
    await startShop({ ORDERS_PAY_WITHIN_MS: EXPIRES_AFTER_MS });
    const placed = await guest.order(variantId, 10);
    const page = await guest.paymentUrl(placed);
    const ended = await guest.seesStatus(placed, 'CANCELLED', 60_000);
    expect(ended).toMatchObject({ paymentStatus: 'NOT_PAID', paymentUrl: null });
    await untilAllAreBack();

    await visitBuyerPage(page, 'pay');
    // What the shop does next, it does after it has heard of the late approval.
    const next = await guest.order(await plentifulVariant(guest.shop));
    await guest.pay(next);
    await guest.seesStatus(next, 'PAID');
    const { captures, refunds } = await sandbox.ledger();
    expect(captures.map(({ custom_id }) => custom_id)).not.toContain(placed.order.id);
    expect([captures.length, refunds.length]).toEqual([1, 0]);
    expect(await guest.read(placed.order, placed.guestToken)).toMatchObject({ status: 'CANCELLED' });
  });

  it('is cancelled before it is paid: the stock comes back, nothing is charged', async () => {
    await startShop();
    const placed = await guest.order(variantId, 10);
    await guest.paymentUrl(placed);
    await cancel(placed);
    await untilAllAreBack();
    const { captures, refunds } = await sandbox.ledger();
    expect([captures.length, refunds.length]).toEqual([0, 0]);
  });

  it('is cancelled after it is paid: the stock comes back, and all of the money', async () => {
    await startShop();
    const placed = await guest.order(variantId, 10);
    await guest.pay(placed);
    await guest.seesStatus(placed, 'PAID');
    await cancel(placed);
    const ended = await guest.sees(placed, { paymentStatus: 'REFUNDED' });
    expect(ended.status).toBe('CANCELLED');
    await untilAllAreBack();
    const { captures, refunds } = await sandbox.ledger();
    expect(refunds.map(({ amount }) => amount)).toEqual(captures.map(({ amount }) => amount));
    expect(refunds).toHaveLength(1);
  });
});
