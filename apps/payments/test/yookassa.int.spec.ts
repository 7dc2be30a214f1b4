import { waitFor } from '@tovar/testing';
import { IN_RUBLES, PaymentsShop } from './payments-shop.ts';

describe('a payment by YooKassa', () => {
  let shop: PaymentsShop;

  beforeAll(async () => {
    shop = await PaymentsShop.start({ YOOKASSA_TIMEOUT_MS: '1500', PAYMENTS_LOOK_AFTER_MS: '300,300,600' });
  });
  afterAll(() => shop.stop());
  afterEach(() => shop.sandbox.disarm());

  const arm = (target: string, kind: string, more: { times?: number; delayMs?: number } = {}) =>
    shop.sandbox.arm({ target, kind, provider: 'yookassa', ...more });
  const booksOf = async (paymentId: string) => {
    const { captures, refunds } = await shop.sandbox.ledgerOf(paymentId);
    return [captures, refunds].map((entries) => entries.map(({ amount }) => amount.value));
  };

  it('is started, held, captured, and told step by step', async () => {
    const { orderId, paymentId } = await shop.captured(IN_RUBLES);
    expect(shop.said(orderId)).toEqual(['started', 'approved', 'captured']);
    expect(await booksOf(paymentId)).toEqual([['2998.00'], []]);
    expect(await shop.stateOf(paymentId)).toBe('CAPTURED');
  });

  it('is chosen for rubles although nobody asked for it, and PayPal for what comes first to PayPal', async () => {
    const rubles = await shop.started({ ...IN_RUBLES, provider: undefined });
    const euros = await shop.started();
    const providerOf = async (id: string) =>
      (await shop.database.query<{ provider: string }>('SELECT provider FROM payment WHERE id = $1', [id]))[0]
        ?.provider;
    expect([await providerOf(rubles.paymentId), await providerOf(euros.paymentId)]).toEqual(['yookassa', 'paypal']);
  });

  it('fails in a currency that its contract does not name', async () => {
    const { orderId } = await shop.request({ provider: 'yookassa' });
    expect((await shop.hear('payment.failed.v1', orderId)).data.reason).toBe('CURRENCY_NOT_SUPPORTED');
  });

  it('is declined for the reason that the bank gives, and nothing is charged', async () => {
    const payment = await shop.started(IN_RUBLES);
    await shop.comeBack(await shop.sandbox.press(payment.redirectUrl, 'decline'));
    expect((await shop.hear('payment.declined.v1', payment.orderId)).data.reason).toBe('INSUFFICIENT_FUNDS');
    expect(await booksOf(payment.paymentId)).toEqual([[], []]);
    expect(await shop.stateOf(payment.paymentId)).toBe('DECLINED');
  });

  it('lets go of what is held when orders gives it up', async () => {
    const payment = await shop.approved(IN_RUBLES);
    await shop.askFor('cancel', payment);
    await shop.hear('payment.cancelled.v1', payment.orderId);
    expect(shop.said(payment.orderId)).toEqual(['started', 'approved', 'cancelled']);
    expect(await shop.stateOf(payment.paymentId)).toBe('CANCELLED');
    expect(await statusAtYooKassa(payment.paymentId)).toBe('canceled');
  });

  it('lets go of what a buyer pays after orders has given it up', async () => {
    const payment = await shop.started(IN_RUBLES);
    await shop.askFor('cancel', payment);
    await shop.hear('payment.cancelled.v1', payment.orderId);
    await shop.comeBack(await shop.sandbox.press(payment.redirectUrl, 'pay'));
    await waitFor('the hold to end', async () => (await statusAtYooKassa(payment.paymentId)) === 'canceled');
    await shop.waitForFact(payment.paymentId, { type: 'AUTHORIZE', state: 'FAILED' });
    expect(shop.said(payment.orderId)).toEqual(['started', 'cancelled']);
    expect(await shop.stateOf(payment.paymentId)).toBe('CANCELLED');
  });

  it.each([
    'timeout-before-commit',
    'timeout-after-commit',
    'reset',
    '500-after-commit',
    '500-before-commit',
    '202',
    '429',
  ])('is captured exactly once although the capture ends in "%s"', async (kind) => {
    const payment = await shop.approved(IN_RUBLES);
    await arm('capture', kind);
    await shop.askFor('capture', payment);
    await shop.hear('payment.captured.v1', payment.orderId);
    expect(await booksOf(payment.paymentId)).toEqual([['2998.00'], []]);
  });

  it.each(['timeout-after-commit', 'reset', '202', '500-after-commit'])(
    'is started once although the start ends in "%s"',
    async (kind) => {
      await arm('create', kind);
      const payment = await shop.started(IN_RUBLES);
      expect(shop.said(payment.orderId)).toEqual(['started']);
      expect(await ordersAtYooKassa(payment.paymentId)).toHaveLength(1);
    },
  );

  it.each(['timeout-after-commit', '500-after-commit', '202'])(
    'is refunded once although the refund ends in "%s"',
    async (kind) => {
      const payment = await shop.captured(IN_RUBLES);
      await arm('refund', kind);
      await shop.askFor('refund', payment);
      await shop.hear('payment.refunded.v1', payment.orderId);
      expect(await booksOf(payment.paymentId)).toEqual([['2998.00'], ['2998.00']]);
    },
  );

  it('asks for a refund that takes its time until it is settled, because nobody tells when it is refused', async () => {
    const payment = await shop.captured(IN_RUBLES);
    await arm('refund', 'refund-canceled', { delayMs: 100 });
    await shop.askFor('refund', payment);
    const { data } = await shop.hear('payment.refund-failed.v1', payment.orderId);
    expect(data).toMatchObject({ reason: 'REJECTED_BY_PAYEE', amount: { amount: '299800', currency: 'RUB' } });
    expect(await shop.stateOf(payment.paymentId)).toBe('CAPTURED');
  });

  it('knows of a refund that somebody made by hand in the cabinet', async () => {
    const payment = await shop.captured(IN_RUBLES);
    const [capture] = (await shop.sandbox.ledgerOf(payment.paymentId)).captures;
    await shop.sandbox.callYooKassa('/refunds', {
      payment_id: capture?.id,
      amount: { value: '998.00', currency: 'RUB' },
    });
    await shop.lookAt(payment);
    expect((await shop.hear('payment.refunded.v1', payment.orderId)).data.amount).toEqual({
      amount: '99800',
      currency: 'RUB',
    });
    expect(await shop.stateOf(payment.paymentId)).toBe('PARTIALLY_REFUNDED');
  });

  const ledger = async () => {
    const response = await fetch(`${shop.sandbox.url}/__control/ledger`);
    return (await response.json()) as { orders: { custom_id: string; status: string }[] };
  };
  const ordersAtYooKassa = async (paymentId: string) =>
    (await ledger()).orders.filter(({ custom_id }) => custom_id === paymentId);
  const statusAtYooKassa = async (paymentId: string) => (await ordersAtYooKassa(paymentId))[0]?.status;
});

describe('a payment of which YooKassa shows something else', () => {
  it('[PAY-05] is not believed, also not what was taken', async () => {
    const shop = await PaymentsShop.start();
    try {
      const payment = await shop.approved(IN_RUBLES);
      await shop.sandbox.arm({ target: 'capture', kind: 'wrong-amount', provider: 'yookassa' });
      await shop.askFor('capture', payment);
      await waitFor('the capture', async () => (await shop.sandbox.ledgerOf(payment.paymentId)).captures.length > 0);
      await shop.quiet();
      expect(shop.said(payment.orderId)).toEqual(['started', 'approved']);
      expect(await shop.stateOf(payment.paymentId)).toBe('PENDING');
    } finally {
      await shop.stop();
    }
  });
});
