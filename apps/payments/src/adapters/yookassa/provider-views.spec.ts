import { UnknownOutcome } from '../../domain/payment.errors.ts';
import { toProviderPayment } from './provider-views.ts';
import { paymentAnswer } from './yookassa-answers.ts';

const ID = '23d93cac-000f-5000-8000-126628f15141';
const live = {
  api: 'https://api.yookassa.ru/v3',
  shopId: '100500',
  buyerPages: ['https://yoomoney.ru'],
  isTest: false,
  isSender: () => true,
};
const payment = (changes: object = {}) => ({
  id: ID,
  status: 'pending',
  amount: { value: '29.98', currency: 'RUB' },
  metadata: { payment_id: 'payment-1' },
  recipient: { account_id: '100500', gateway_id: '1' },
  test: false,
  ...changes,
});
const view = (changes: object) => toProviderPayment(paymentAnswer.parse(payment(changes)), [], live);
const confirmation = (url: string) => ({ confirmation: { type: 'redirect', confirmation_url: url } });

describe('a payment of YooKassa', () => {
  it('names the page of the buyer', () => {
    const url = `https://yoomoney.ru/api-pages/v2/payment-confirm/epl?orderId=${ID}`;
    expect(view(confirmation(url))).toMatchObject({ redirectUrl: url, paymentId: 'payment-1', status: 'waiting' });
  });

  it.each([
    'https://yoomoney.ru.evil.test/pay',
    'https://yoomoney.ru@evil.test/pay',
    'http://yoomoney.ru/pay',
    'https://yoomoney.ru:8443/pay',
    'javascript:alert(1)',
    'not an address',
  ])('[PAY-07] [PAY-09] sends no buyer to %s', (url) => {
    expect(view(confirmation(url)).redirectUrl).toBeUndefined();
  });

  it.each([
    ['play money', { test: true }],
    ["another shop's", { recipient: { account_id: '100501' } }],
    ["somebody else's by its metadata", { metadata: {} }],
  ])('[PAY-05] is none of ours when it is %s', (_what, changes) => {
    expect(view(changes).paymentId).toBeUndefined();
  });

  it.each([
    ['an id with a path in it', { id: '../refunds/00000000-0000-0000-0000-000' }],
    ['an unknown status', { status: 'paid' }],
    ['a number as the amount', { amount: { value: 29.98, currency: 'RUB' } }],
    ['no word about test', { test: undefined }],
  ])('[PAY-07] [PAY-08] is no payment with %s', (_what, changes) => {
    expect(paymentAnswer.safeParse(payment(changes)).success).toBe(false);
  });

  it.each(['29.987', 'free', '-'])('[PAY-08] is not understood with an amount of "%s"', (value) => {
    expect(() => view({ amount: { value, currency: 'RUB' } })).toThrow(UnknownOutcome);
  });

  it.each([
    ['expired_on_confirmation', 'EXPIRED'],
    ['expired_on_capture', 'EXPIRED'],
    ['canceled_by_merchant', 'CANCELLED_BY_SHOP'],
    ['insufficient_funds', 'INSUFFICIENT_FUNDS'],
  ])('is over because of %s', (reason, word) => {
    const seen = view({ status: 'canceled', cancellation_details: { party: 'yoo_money', reason } });
    expect(seen).toMatchObject({ status: 'voided', reason: word });
  });

  it('is its own capture once it has succeeded', () => {
    const seen = view({ status: 'succeeded', refunded_amount: { value: '29.98', currency: 'RUB' } });
    expect(seen.captures).toMatchObject([{ providerRef: ID, state: 'SUCCEEDED', isGivenBack: true }]);
  });
});
