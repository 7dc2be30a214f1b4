import { yookassaDialect } from '../src/yookassa/notifications/yookassa-dialect.ts';
import { leaveNothingRunning, listener, until } from './running-sandbox.ts';
import { yookassaSandbox } from './yookassa-client.ts';

leaveNothingRunning();

describe('the retry schedule of YooKassa', () => {
  it('makes 8 tries within a day, at its own times', () => {
    const delays = Array.from({ length: 8 }, (_, index) => yookassaDialect.delayAfterTryMs(index + 1));
    const times = delays.slice(0, -1).reduce<number[]>((all, delay) => [...all, (all.at(-1) ?? 0) + (delay ?? 0)], []);
    expect(times).toEqual([10, 42, 84, 168, 672, 5_376, 86_016].map((seconds) => seconds * 1000));
    expect(delays.at(-1)).toBeUndefined();
  });
});

describe('notifications of YooKassa', () => {
  let sandbox: Awaited<ReturnType<typeof yookassaSandbox>>;
  let shop: Awaited<ReturnType<typeof listener>>;
  let answer = 200;
  beforeEach(async () => {
    answer = 200;
    sandbox = await yookassaSandbox();
    shop = await listener(() => answer);
    sandbox.notifyOfYooKassa(shop.url);
  });
  afterEach(async () => {
    await sandbox.close();
    await shop.close();
  });
  const heard = () =>
    shop.received.map(({ body }) => JSON.parse(body.toString()) as { event: string; object: { id: string } });

  it('tell of what is held, taken and given back, with the object as it is', async () => {
    const paymentId = await sandbox.captured();
    const { json: refund } = await sandbox.refund(paymentId, '1.00');
    await shop.count(3);
    expect(
      heard()
        .map(({ event, object }) => `${event} ${object.id}`)
        .toSorted(),
    ).toEqual(
      [
        `payment.waiting_for_capture ${paymentId}`,
        `payment.succeeded ${paymentId}`,
        `refund.succeeded ${refund.id}`,
      ].toSorted(),
    );
  });

  it('are content with 200 alone', async () => {
    answer = 204;
    await sandbox.held();
    await shop.count(1);
    await until(async () => (await sandbox.deliveries())[0]?.attempts.length === 1);
    answer = 200;
    await sandbox.advance(10);
    await until(async () => (await sandbox.deliveries())[0]?.state === 'delivered');
    expect(shop.received).toHaveLength(2);
  });

  it('come to nobody else, and none of PayPal come here', async () => {
    const paypals = await listener();
    sandbox.registerWebhook(paypals.url);
    await sandbox.approvedOrder();
    await sandbox.held();
    await Promise.all([shop.count(1), paypals.count(1)]);
    expect([shop.received.length, paypals.types()]).toEqual([1, ['CHECKOUT.ORDER.APPROVED']]);
    await paypals.close();
  });

  it.each([
    ['webhook-duplicate', 2],
    ['webhook-forged', 2],
    ['webhook-drop', 0],
  ] as const)('can be disturbed: %s', async (kind, times) => {
    await sandbox.arm({ target: 'webhook', kind });
    await sandbox.held();
    await until(async () => (await sandbox.deliveries()).every(({ state }) => state !== 'pending'));
    expect(heard()).toHaveLength(times);
    const isForged = heard().some(({ event }) => event === 'payment.succeeded');
    expect(isForged).toBe(kind === 'webhook-forged');
  });

  it('can come in another order', async () => {
    await sandbox.arm({ target: 'webhook', kind: 'webhook-reorder' });
    await sandbox.captured();
    await shop.count(2);
    expect(heard().map(({ event }) => event)).toEqual(['payment.succeeded', 'payment.waiting_for_capture']);
  });
});
