import { PaymentsShop } from './payments-shop.ts';

describe('ways to pay', () => {
  let shop: PaymentsShop;

  beforeAll(async () => {
    shop = await PaymentsShop.start({ PAYMENTS_PROVIDERS: 'yookassa,paypal', YOOKASSA_CURRENCIES: 'RUB,EUR' });
  });
  afterAll(() => shop.stop());

  it.each([
    ['EUR', ['yookassa', 'paypal']],
    ['RUB', ['yookassa']],
    ['USD', ['paypal']],
    ['KWD', []],
  ])('in %s are %j, in the order of preference, for anybody and without a statement', async (currency, expected) => {
    const rest = await shop.shop.request('payments', { path: `/api/v1/payment-methods?currency=${currency}` });
    const query = 'query ($currency: CurrencyCode!) { paymentMethods(currency: $currency) { provider } }';
    const { body } = await shop.shop.graphql('payments', query, { currency });
    const providers = expected.map((provider) => ({ provider }));
    expect([rest.body.items, body.data.paymentMethods, rest.statements]).toEqual([providers, providers, 0]);
  });

  it.each(['', '?currency=', '?currency=eur', '?currency=XXX', '?currency=EUR&provider=paypal'])(
    'are not told for %s',
    async (query) => {
      expect((await shop.shop.request('payments', { path: `/api/v1/payment-methods${query}` })).status).toBe(400);
    },
  );

  it('are what a payment is begun with: the first that takes the currency', async () => {
    const { paymentId } = await shop.started();
    const rows = await shop.database.query('SELECT provider FROM payment WHERE id = $1', [paymentId]);
    expect(rows).toEqual([{ provider: 'yookassa' }]);
  });
});

describe('a provider that is asked for and not set up', () => {
  it('fails the payment, and leaves no job behind', async () => {
    const shop = await PaymentsShop.start({ PAYMENTS_PROVIDERS: 'paypal' });
    try {
      const { orderId } = await shop.request({ provider: 'yookassa' });
      expect((await shop.hear('payment.failed.v1', orderId)).data.reason).toBe('PROVIDER_NOT_SET_UP');
      await shop.quiet();
    } finally {
      await shop.stop();
    }
  });
});
