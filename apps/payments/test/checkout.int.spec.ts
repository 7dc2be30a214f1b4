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
});
