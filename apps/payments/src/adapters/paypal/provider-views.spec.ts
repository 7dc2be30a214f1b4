import { UnknownOutcome } from '../../domain/payment.errors.ts';
import { orderAnswer } from './paypal-answers.ts';
import { captureRefIn, toProviderPayment } from './provider-views.ts';

const PAGES = ['https://www.paypal.com'];
const order = (changes: object = {}) => ({
  id: 'ORDER1',
  status: 'PAYER_ACTION_REQUIRED',
  purchase_units: [{ custom_id: 'payment-1', amount: { currency_code: 'EUR', value: '29.98' } }],
  links: [],
  ...changes,
});
const view = (changes: object) => toProviderPayment(orderAnswer.parse(order(changes)), PAGES);
const linkTo = (href: string, rel = 'payer-action') => ({ links: [{ href, rel }] });

describe('an order of PayPal', () => {
  it.each(['payer-action', 'approve'])('names the page of the buyer by the link "%s"', (rel) => {
    const href = 'https://www.paypal.com/checkoutnow?token=ORDER1';
    expect(view(linkTo(href, rel)).redirectUrl).toBe(href);
  });

  it.each([
    'https://www.paypal.com.evil.test/checkoutnow',
    'https://www.paypal.com@evil.test/checkoutnow',
    'https://user:word@www.paypal.com/checkoutnow',
    'http://www.paypal.com/checkoutnow',
    'https://www.paypal.com:8443/checkoutnow',
    'https://www.sandbox.paypal.com/checkoutnow',
    'javascript:alert(1)',
    'not an address',
  ])('[PAY-07] [PAY-09] sends no buyer to %s', (href) => {
    expect(view(linkTo(href)).redirectUrl).toBeUndefined();
  });

  it.each([
    ['an id with a path in it', { id: '../v1/refunds' }],
    ['an id with a query in it', { id: 'ORDER1?x=1' }],
    ['two units', { purchase_units: [order().purchase_units[0], order().purchase_units[0]] }],
    ['no unit', { purchase_units: [] }],
    ['an unknown status', { status: 'PAID' }],
    ['a number as the amount', { purchase_units: [{ amount: { currency_code: 'EUR', value: 29.98 } }] }],
  ])('[PAY-07] [PAY-08] is no order with %s', (_what, changes) => {
    expect(orderAnswer.safeParse(order(changes)).success).toBe(false);
  });

  it.each(['29.987', 'free', '-'])('[PAY-08] is not understood with an amount of "%s"', (value) => {
    const purchase_units = [{ custom_id: 'payment-1', amount: { currency_code: 'EUR', value } }];
    expect(() => view({ purchase_units })).toThrow(UnknownOutcome);
  });

  it.each([
    ['COMPLETED', undefined, { state: 'SUCCEEDED', isGivenBack: false, isChargedBack: false }],
    ['PARTIALLY_REFUNDED', undefined, { state: 'SUCCEEDED', isGivenBack: false, isChargedBack: false }],
    ['REFUNDED', 'REFUNDED', { state: 'SUCCEEDED', isGivenBack: true, isChargedBack: false }],
    ['REFUNDED', 'CHARGEBACK', { state: 'SUCCEEDED', isGivenBack: true, isChargedBack: true }],
    ['PENDING', 'ECHECK', { state: 'PENDING', reason: 'ECHECK' }],
    ['DECLINED', undefined, { state: 'FAILED' }],
    ['FAILED', undefined, { state: 'FAILED' }],
  ])('shows a capture that is %s (%s)', (status, reason, expected) => {
    const capture = {
      id: 'CAPTURE1',
      status,
      amount: { currency_code: 'EUR', value: '29.98' },
      ...(reason && { status_details: { reason } }),
    };
    const [unit] = order().purchase_units;
    const purchase_units = [{ ...unit, payments: { captures: [capture] } }];
    expect(view({ status: 'COMPLETED', purchase_units }).captures).toMatchObject([expected]);
  });
});

describe('the capture of a refund', () => {
  it('is read from the link, of which only the id counts', () => {
    const up = (href: string) => captureRefIn([{ rel: 'up', href }]);
    expect(up('https://evil.test/v2/payments/captures/CAPTURE1')).toBe('CAPTURE1');
    expect(up('https://api-m.paypal.com/v2/payments/captures/..')).toBeUndefined();
    expect(up('')).toBeUndefined();
  });
});
