import { waitFor } from '@tovar/testing';
import { PaymentsShop, type StartedPayment } from './payments-shop.ts';

describe('a payment in doubt', () => {
  let shop: PaymentsShop;

  beforeAll(async () => {
    shop = await PaymentsShop.start({ PAYPAL_TIMEOUT_MS: '1500', PAYMENTS_LOOK_AFTER_MS: '300,300,600' });
  });
  afterAll(() => shop.stop());
  afterEach(() => shop.sandbox.disarm());

  const capturesOf = async ({ paymentId }: StartedPayment) => (await shop.sandbox.ledgerOf(paymentId)).captures.length;

  it.each(['timeout-after-commit', 'timeout-before-commit', 'reset', '500-after-commit', '500-before-commit', '429'])(
    'is captured exactly once although the capture ends in "%s"',
    async (kind) => {
      const payment = await shop.approved();
      await shop.sandbox.arm({ target: 'capture', kind });
      await shop.askFor('capture', payment);
      await shop.hear('payment.captured.v1', payment.orderId);
      await shop.waitForState(payment.paymentId, 'CAPTURED');
      expect(await capturesOf(payment)).toBe(1);
    },
  );

  it('stays PENDING, and is never called declined, while the provider stays silent', async () => {
    const payment = await shop.approved();
    await shop.sandbox.arm({ target: 'capture', kind: 'timeout-after-commit', times: 3 });
    await shop.sandbox.arm({ target: 'get', kind: 'timeout-before-commit', times: 2 });
    await shop.askFor('capture', payment);
    await shop.waitForState(payment.paymentId, 'PENDING');
    expect(shop.said(payment.orderId)).toEqual(['started', 'approved']);
    await shop.hear('payment.captured.v1', payment.orderId);
    expect(await capturesOf(payment)).toBe(1);
  });

  it.each(['timeout-after-commit', 'reset', 'expired-token'])(
    'is started once although the start ends in "%s"',
    async (kind) => {
      await shop.sandbox.arm({ target: 'create', kind });
      const payment = await shop.started();
      expect(shop.said(payment.orderId)).toEqual(['started']);
    },
  );

  it.each(['timeout-after-commit', '500-after-commit'])(
    'is refunded once although the refund ends in "%s"',
    async (kind) => {
      const payment = await shop.captured();
      await shop.sandbox.arm({ target: 'refund', kind });
      await shop.askFor('refund', payment);
      await shop.hear('payment.refunded.v1', payment.orderId);
      expect((await shop.sandbox.ledgerOf(payment.paymentId)).refunds).toHaveLength(1);
      expect(await shop.stateOf(payment.paymentId)).toBe('REFUNDED');
    },
  );

  it('is found to be approved although no webhook came and the browser was closed', async () => {
    const payment = await shop.started();
    await shop.sandbox.press(payment.redirectUrl, 'pay');
    await shop.hear('payment.approved.v1', payment.orderId);
    expect(await shop.stateOf(payment.paymentId)).toBe('AUTHORIZED');
  });

  it('[PAY-05] believes no amount that is shown wrongly, and goes on when it is right', async () => {
    const payment = await shop.started();
    await shop.sandbox.arm({ target: 'get', kind: 'wrong-amount' });
    await shop.sandbox.press(payment.redirectUrl, 'pay');
    await shop.hear('payment.approved.v1', payment.orderId);
    await waitFor('the fault to strike', async () => (await shop.transactionsOf(payment.paymentId)).length >= 3);
  });
});

describe('a payment that nobody approves', () => {
  it('expires when the provider takes no approval any more', async () => {
    const shop = await PaymentsShop.start({ PAYMENTS_LOOK_AFTER_MS: '100,200', PAYMENTS_APPROVAL_MS: '300' });
    try {
      const payment = await shop.started();
      expect((await shop.hear('payment.declined.v1', payment.orderId)).data.reason).toBe('EXPIRED');
      await shop.quiet();
      expect(await shop.stateOf(payment.paymentId)).toBe('EXPIRED');
    } finally {
      await shop.stop();
    }
  });
});

describe('payments that are settled', () => {
  it('leave no job behind: an idle service is idle', async () => {
    const shop = await PaymentsShop.start({ PAYMENTS_LOOK_AFTER_MS: '100' });
    try {
      await shop.captured();
      const jobs = () =>
        shop.database.query(
          `SELECT key FROM payments_jobs._private_jobs UNION ALL
           SELECT key FROM payments_jobs.later_job WHERE key <> 'payments.daily'`,
        );
      await waitFor('no job to be left', async () => (await jobs()).length === 0);
    } finally {
      await shop.stop();
    }
  });
});
