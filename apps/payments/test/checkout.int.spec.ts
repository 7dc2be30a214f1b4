import { v7 as uuidv7 } from 'uuid';
import { waitFor } from '@tovar/testing';
import { PaymentsShop } from './payments-shop.ts';

describe('a payment', () => {
  let shop: PaymentsShop;

  beforeAll(async () => {
    shop = await PaymentsShop.start();
  });
  afterAll(() => shop.stop());

  it('is started, approved by the buyer, captured, and told step by step', async () => {
    const { orderId, paymentId } = await shop.captured();
    const { captures } = await shop.sandbox.ledgerOf(paymentId);
    expect(shop.said(orderId)).toEqual(['started', 'approved', 'captured']);
    expect(captures).toMatchObject([{ amount: { currency_code: 'EUR', value: '29.98' }, status: 'COMPLETED' }]);
    expect(await shop.stateOf(paymentId)).toBe('CAPTURED');
  });

  it('stores each request with its key before the provider is asked', async () => {
    const { paymentId } = await shop.captured();
    expect(await shop.transactionsOf(paymentId)).toMatchObject([
      { type: 'AUTHORIZE', state: 'REQUESTED' },
      { type: 'AUTHORIZE', state: 'PENDING' },
      { type: 'AUTHORIZE', state: 'SUCCEEDED' },
      { type: 'CAPTURE', state: 'REQUESTED' },
      { type: 'CAPTURE', state: 'SUCCEEDED' },
    ]);
  });

  it('is declined when the bank refuses at the capture, and nothing is charged', async () => {
    const payment = await shop.started();
    await shop.comeBack(await shop.sandbox.press(payment.redirectUrl, 'decline'));
    await shop.hear('payment.approved.v1', payment.orderId);
    await shop.askFor('capture', payment);
    const { data } = await shop.hear('payment.declined.v1', payment.orderId);
    expect(data.reason).toBe('INSTRUMENT_DECLINED');
    expect((await shop.sandbox.ledgerOf(payment.paymentId)).captures).toEqual([]);
    expect(await shop.stateOf(payment.paymentId)).toBe('DECLINED');
  });

  it('fails when the provider does not take its currency', async () => {
    const amount = { amount: '1000', currency: 'KWD' } as const;
    const lines = [{ name: 'Cup', sku: 'CUP-1', quantity: 1, unitPrice: amount }];
    const { orderId } = await shop.request({ amount, lines });
    expect((await shop.hear('payment.failed.v1', orderId)).data.reason).toBe('CURRENCY_NOT_SUPPORTED');
    expect(shop.said(orderId)).toEqual(['failed']);
  });

  it('fails when the provider finds that it does not add up', async () => {
    const { orderId } = await shop.request({ amount: { amount: '1', currency: 'EUR' } });
    expect((await shop.hear('payment.failed.v1', orderId)).data.reason).toBe('AMOUNT_MISMATCH');
  });

  it('fails when it could not be started in time', async () => {
    const { orderId } = await shop.request({ expiresAt: new Date(Date.now() - 1_000).toISOString() });
    expect((await shop.hear('payment.failed.v1', orderId)).data.reason).toBe('EXPIRED');
  });

  it('is started, captured and refunded once although each is asked twice, and each is answered twice', async () => {
    const ids = { orderId: uuidv7(), paymentId: uuidv7() };
    await shop.request(ids);
    const { data } = await shop.hear('payment.started.v1', ids.orderId);
    await shop.request(ids);
    const repeated = await shop.hear('payment.started.v1', ids.orderId, 2);
    expect(repeated.data).toEqual(data);

    const payment = { ...ids, redirectUrl: data.redirectUrl };
    await shop.comeBack(await shop.sandbox.press(payment.redirectUrl, 'pay'));
    await shop.hear('payment.approved.v1', payment.orderId);
    for (const what of ['capture', 'refund'] as const) {
      await shop.askFor(what, payment);
      await shop.hear(`payment.${what === 'capture' ? 'captured' : 'refunded'}.v1`, payment.orderId);
      await shop.askFor(what, payment);
      await shop.hear(`payment.${what === 'capture' ? 'captured' : 'refunded'}.v1`, payment.orderId, 2);
    }
    const { captures, refunds } = await shop.sandbox.ledgerOf(payment.paymentId);
    expect([captures.length, refunds.length]).toEqual([1, 1]);
    expect(await shop.stateOf(payment.paymentId)).toBe('REFUNDED');
  });

  it('is captured once although the request comes fifty times at once', async () => {
    const payment = await shop.approved();
    await Promise.all(Array.from({ length: 50 }, () => shop.askFor('capture', payment)));
    await shop.hear('payment.captured.v1', payment.orderId);
    await shop.quiet();
    expect((await shop.sandbox.ledgerOf(payment.paymentId)).captures).toHaveLength(1);
    expect(await shop.transactionsOf(payment.paymentId)).toHaveLength(5);
  });

  it('is not captured for an order that another payment has paid', async () => {
    const first = await shop.captured();
    const second = await shop.approved({ orderId: first.orderId });
    await shop.askFor('capture', second);
    expect((await shop.hear('payment.declined.v1', first.orderId)).data).toMatchObject({
      paymentId: second.paymentId,
      reason: 'PAID_ELSEWHERE',
    });
    expect((await shop.sandbox.ledgerOf(second.paymentId)).captures).toEqual([]);
  });

  it('[PAY-05] is not told as captured when another amount was taken', async () => {
    const payment = await shop.approved();
    await shop.sandbox.arm({ target: 'capture', kind: 'wrong-amount' });
    await shop.askFor('capture', payment);
    await waitFor(
      'the capture at the provider',
      async () => (await shop.sandbox.ledgerOf(payment.paymentId)).captures.length > 0,
    );
    await shop.quiet();
    expect(shop.said(payment.orderId)).toEqual(['started', 'approved']);
    expect(await shop.stateOf(payment.paymentId)).toBe('PENDING');
  });
});

describe('a buyer who comes back', () => {
  let shop: PaymentsShop;

  beforeAll(async () => {
    shop = await PaymentsShop.start();
  });
  afterAll(() => shop.stop());

  it('is thanked, and the provider is asked at once', async () => {
    const payment = await shop.started();
    const page = await shop.comeBack(await shop.sandbox.press(payment.redirectUrl, 'pay'));
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.body).toContain('<h1>Thank you</h1>');
    expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    await shop.hear('payment.approved.v1', payment.orderId);
  });

  it('reads the result once it is known', async () => {
    const payment = await shop.captured();
    const page = await shop.shop.request('payments', { path: `/pay/return?payment=${payment.paymentId}` });
    expect(page.body).toContain('Your payment has arrived');
    expect(page.body).not.toContain('http-equiv="refresh"');
  });

  it('[PAY-09] comes back to the configured address, by the payment that it left for', async () => {
    const payment = await shop.started();
    const location = await shop.sandbox.press(payment.redirectUrl, 'pay');
    const { origin, pathname, searchParams } = new URL(location);
    expect([origin + pathname, searchParams.get('payment')]).toEqual([
      'https://shop.test/pay/return',
      payment.paymentId,
    ]);
  });

  it('[PAY-06] changes nothing by what the address says', async () => {
    const payment = await shop.started();
    const token = new URL(payment.redirectUrl).searchParams.get('token');
    const query = `payment=${payment.paymentId}&token=${token}&PayerID=QYR5Z8XDVJNXQ&status=success&state=CAPTURED&amount=0`;
    await shop.shop.request('payments', { path: `/pay/return?${query}` });
    await shop.quiet();
    expect(shop.said(payment.orderId)).toEqual(['started']);
    expect(await shop.stateOf(payment.paymentId)).toBe('REQUIRES_ACTION');
  });

  it('finds the way back to the payment after leaving it, which cancels nothing', async () => {
    const payment = await shop.started();
    const page = await shop.comeBack(await shop.sandbox.press(payment.redirectUrl, 'cancel'));
    await shop.quiet();
    expect(page.body).toContain(`href="${payment.redirectUrl}"`);
    expect(await shop.stateOf(payment.paymentId)).toBe('REQUIRES_ACTION');
  });

  it.each(['', '?payment=', `?payment=${uuidv7()}`, '?payment=%3Cscript%3E', '?payment=a%27--'])(
    'is told when there is no such payment: %s',
    async (query) => {
      const page = await shop.shop.request('payments', { path: `/pay/return${query}` });
      expect([page.status, page.body]).toEqual([404, expect.stringContaining('There is no such payment')]);
    },
  );
});

describe('a buyer of a shop with a storefront', () => {
  it('is sent there', async () => {
    const shop = await PaymentsShop.start({ STOREFRONT_RETURN_URL: 'https://shop.test/thanks?from=payment' });
    try {
      const payment = await shop.started();
      const page = await shop.comeBack(await shop.sandbox.press(payment.redirectUrl, 'pay'));
      expect([page.status, page.headers.location]).toEqual([
        303,
        `https://shop.test/thanks?from=payment&orderId=${payment.orderId}`,
      ]);
    } finally {
      await shop.stop();
    }
  });
});
