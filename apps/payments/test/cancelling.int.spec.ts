import { v7 as uuidv7 } from 'uuid';
import { waitFor } from '@tovar/testing';
import { ORDERED_BY, PaymentsShop } from './payments-shop.ts';

describe('giving a payment up', () => {
  let shop: PaymentsShop;

  beforeAll(async () => {
    shop = await PaymentsShop.start({
      PAYPAL_TIMEOUT_MS: '1500',
      PAYMENTS_LOOK_AFTER_MS: '300,300,600',
      PAYMENTS_DOUBT_MS: '900',
    });
  });
  afterAll(() => shop.stop());
  afterEach(() => shop.sandbox.disarm());

  it('cancels it before the buyer has agreed; a later agreement is not captured', async () => {
    const payment = await shop.started();
    await shop.askFor('cancel', payment);
    await shop.hear('payment.cancelled.v1', payment.orderId);
    await shop.comeBack(await shop.sandbox.press(payment.redirectUrl, 'pay'));
    await shop.askFor('capture', payment);
    expect((await shop.hear('payment.declined.v1', payment.orderId)).data.reason).toBe('CANCELLED');
    expect(shop.said(payment.orderId)).toEqual(['started', 'cancelled', 'declined']);
    expect((await shop.sandbox.ledgerOf(payment.paymentId)).captures).toEqual([]);
  });

  it('cancels it after the buyer has agreed', async () => {
    const payment = await shop.approved();
    await shop.askFor('cancel', payment);
    await shop.hear('payment.cancelled.v1', payment.orderId);
    expect(await shop.stateOf(payment.paymentId)).toBe('CANCELLED');
  });

  it('refunds it when it was captured', async () => {
    const payment = await shop.captured();
    await shop.askFor('cancel', payment);
    await shop.hear('payment.cancelled.v1', payment.orderId);
    const { captures, refunds } = await shop.sandbox.ledgerOf(payment.paymentId);
    expect(shop.said(payment.orderId)).toEqual(['started', 'approved', 'captured', 'refunded', 'cancelled']);
    expect(refunds.map(({ amount }) => amount)).toEqual(captures.map(({ amount }) => amount));
  });

  it('is acknowledged for a payment that never was', async () => {
    const ids = { orderId: uuidv7(), paymentId: uuidv7(), redirectUrl: '' };
    await shop.askFor('cancel', ids);
    await shop.hear('payment.cancelled.v1', ids.orderId);
  });

  it('is acknowledged each time it is asked, and refunds once', async () => {
    const payment = await shop.captured();
    for (const times of [1, 2, 3]) {
      await shop.askFor('cancel', payment);
      await shop.hear('payment.cancelled.v1', payment.orderId, times);
    }
    expect((await shop.sandbox.ledgerOf(payment.paymentId)).refunds).toHaveLength(1);
  });

  it('is acknowledged for a payment that was declined', async () => {
    const payment = await shop.started();
    await shop.comeBack(await shop.sandbox.press(payment.redirectUrl, 'decline'));
    await shop.hear('payment.approved.v1', payment.orderId);
    await shop.askFor('capture', payment);
    await shop.hear('payment.declined.v1', payment.orderId);
    await shop.askFor('cancel', payment);
    await shop.hear('payment.cancelled.v1', payment.orderId);
    expect(await shop.stateOf(payment.paymentId)).toBe('DECLINED');
  });

  it('finds out first when a capture is in doubt, and then gives the money back', async () => {
    const payment = await shop.approved();
    await shop.sandbox.arm({ target: 'capture', kind: 'timeout-after-commit' });
    await shop.askFor('capture', payment);
    await shop.waitForState(payment.paymentId, 'PENDING');
    await shop.askFor('cancel', payment);
    await shop.hear('payment.cancelled.v1', payment.orderId);
    const { captures, refunds } = await shop.sandbox.ledgerOf(payment.paymentId);
    expect([captures.length, refunds.length]).toEqual([1, 1]);
    expect(await shop.stateOf(payment.paymentId)).toBe('REFUNDED');
  });

  it('waits out a capture that was not carried out, and does not ask for it again', async () => {
    const payment = await shop.approved();
    await shop.sandbox.arm({ target: 'capture', kind: 'timeout-before-commit' });
    await shop.askFor('capture', payment);
    await shop.waitForState(payment.paymentId, 'PENDING');
    await shop.askFor('cancel', payment);
    await shop.hear('payment.cancelled.v1', payment.orderId);
    expect((await shop.sandbox.ledgerOf(payment.paymentId)).captures).toEqual([]);
    expect(await shop.stateOf(payment.paymentId)).toBe('CANCELLED');
  });

  it('ends in money taken and kept, or not taken, or given back, however it races with the capture', async () => {
    const payments = await Promise.all(Array.from({ length: 8 }, () => shop.approved()));
    await Promise.all(payments.flatMap((payment) => [shop.askFor('capture', payment), shop.askFor('cancel', payment)]));
    for (const { orderId, paymentId } of payments) {
      await shop.hear('payment.cancelled.v1', orderId);
      const { captures, refunds } = await shop.sandbox.ledgerOf(paymentId);
      expect(refunds.map(({ amount }) => amount)).toEqual(captures.map(({ amount }) => amount));
    }
  });

  it('gives back what is captured although it was cancelled long ago', async () => {
    const payment = await shop.approved();
    await shop.askFor('cancel', payment);
    await shop.hear('payment.cancelled.v1', payment.orderId);
    const token = new URL(payment.redirectUrl).searchParams.get('token');
    await shop.sandbox.post(`/v2/checkout/orders/${token}/capture`, {});
    await shop.shop.request('payments', { path: `/pay/return?payment=${payment.paymentId}` });
    await shop.hear('payment.refunded.v1', payment.orderId);
    const { captures, refunds } = await shop.sandbox.ledgerOf(payment.paymentId);
    expect([captures.length, refunds.length]).toEqual([1, 1]);
  });

  it('is content when somebody has given the money back by hand', async () => {
    const payment = await shop.captured();
    const { captures } = await shop.sandbox.ledgerOf(payment.paymentId);
    await shop.sandbox.post(`/v2/payments/captures/${captures[0]?.id}/refund`, {});
    await shop.askFor('cancel', payment);
    await shop.hear('payment.cancelled.v1', payment.orderId);
    expect((await shop.sandbox.ledgerOf(payment.paymentId)).refunds).toHaveLength(1);
    expect(await shop.stateOf(payment.paymentId)).toBe('REFUNDED');
  });
});

describe('a refund beside one that somebody made by hand', () => {
  let shop: PaymentsShop;

  beforeAll(async () => {
    shop = await PaymentsShop.start({ PAYMENTS_LOOK_AFTER_MS: '300,300,600' });
  });
  afterAll(() => shop.stop());

  it('is refused by the provider, told to orders, and never exceeds what was taken', async () => {
    const payment = await shop.captured();
    const { captures } = await shop.sandbox.ledgerOf(payment.paymentId);
    shop.listenToWebhooks();
    // The news of it comes after ours was refused.
    await shop.sandbox.arm({ target: 'webhook', kind: 'webhook-delay', delayMs: 3_000 });
    await shop.sandbox.post(`/v2/payments/captures/${captures[0]?.id}/refund`, {
      amount: { value: '1.00', currency_code: 'EUR' },
    });
    await shop.askFor('refund', payment);
    const { data } = await shop.hear('payment.refund-failed.v1', payment.orderId);
    expect(data).toMatchObject({ paymentId: payment.paymentId, amount: { amount: '2998', currency: 'EUR' } });
    expect((await shop.sandbox.ledgerOf(payment.paymentId)).refunds).toHaveLength(1);
    const audited = 'SELECT kind, actor_id, details FROM payment_audit WHERE payment_id = $1';
    expect(await shop.database.query(audited, [payment.paymentId])).toMatchObject([
      { kind: 'refund-ordered', actor_id: ORDERED_BY, details: { reason: 'test', by: 'staff' } },
    ]);
    const byHand = await shop.hear('payment.refunded.v1', payment.orderId);
    expect(byHand.data.amount).toEqual({ amount: '100', currency: 'EUR' });
    expect(await shop.stateOf(payment.paymentId)).toBe('PARTIALLY_REFUNDED');
  });
});

describe('a refund that the provider refuses', () => {
  it('is left to a person, and asked for again only when orders asks again', async () => {
    const shop = await PaymentsShop.start({ PAYMENTS_LOOK_AFTER_MS: '100' });
    try {
      const payment = await shop.captured();
      await shop.sandbox.advanceClock(200 * 86_400);
      await shop.askFor('refund', payment);
      const refusals = async () =>
        (await shop.transactionsOf(payment.paymentId)).filter(
          ({ type, state }) => type === 'REFUND' && state === 'FAILED',
        );
      const [refused] = await waitFor('the refusal', async () => (await refusals()).length > 0 && refusals());
      await shop.quiet();
      expect(refused?.reason).toBe('REFUND_TIME_LIMIT_EXCEEDED');
      expect([await shop.stateOf(payment.paymentId), shop.said(payment.orderId).includes('refunded')]).toEqual([
        'CAPTURED',
        false,
      ]);
      await shop.askFor('refund', payment);
      await waitFor('the second refusal', async () => (await refusals()).length === 2);
    } finally {
      await shop.stop();
    }
  });
});
