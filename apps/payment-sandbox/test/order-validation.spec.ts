import { checkOrderRules } from '../src/paypal/orders/order-rules.ts';
import { parseOrderRequest } from '../src/paypal/orders/order-request.ts';
import type { PaypalRefusal } from '../src/paypal/paypal.errors.ts';
import { anOrder, paypalApp } from './paypal-app.ts';

const money = (value: unknown, currency: unknown = 'USD') => ({ currency_code: currency, value });
const unit = "/purchase_units/@reference_id=='default'";
const plain = (value: unknown, currency?: unknown) => anOrder({ amount: money(value, currency), items: undefined });
const total = (value: string, breakdown: object, items?: object[]) =>
  anOrder({ amount: { ...money(value), breakdown }, items });
const item = (price: string, quantity: unknown, more: object = {}) => ({
  name: 'Thing',
  quantity,
  unit_amount: money(price),
  ...more,
});
const units = (...references: (string | undefined)[]) =>
  anOrder({}, { purchase_units: references.map((reference_id) => ({ reference_id, amount: money('1.00') })) });

function refusalOf(body: unknown): PaypalRefusal | undefined {
  try {
    checkOrderRules(parseOrderRequest(body));
    return undefined;
  } catch (error) {
    return error as PaypalRefusal;
  }
}

describe('a well-formed order', () => {
  it.each([
    ['the whole example', anOrder()],
    ['no breakdown', plain('0.01')],
    ['a value without decimals', plain('7')],
    ['a value without a whole part', plain('.5')],
    ['yen', plain('100', 'JPY')],
    ['the greatest amount', plain('999999999999999.99')],
    [
      'every part of a breakdown',
      total('24.50', {
        item_total: money('20.00'),
        tax_total: money('2.00'),
        shipping: money('3'),
        handling: money('1.00'),
        insurance: money('0.50'),
        shipping_discount: money('1.5'),
        discount: money('0.50'),
      }),
    ],
    [
      'a tax for each item',
      total('6.60', { item_total: money('6.00'), tax_total: money('0.60') }, [
        item('2.00', '3', { tax: money('0.20') }),
      ]),
    ],
    ['several units', units('a', 'b')],
    ['unknown members', anOrder({ colour: 'red' }, { extra: true })],
  ])('may have %s', (_what, body) => {
    expect(refusalOf(body)).toBeUndefined();
  });
});

describe('a malformed order', () => {
  it.each([
    ['nothing', undefined, undefined, 'MALFORMED_REQUEST_JSON'],
    ['a list', [], undefined, 'MALFORMED_REQUEST_JSON'],
    ['no intent', anOrder({}, { intent: undefined }), '/intent', 'MISSING_REQUIRED_PARAMETER'],
    ['an unknown intent', anOrder({}, { intent: 'SALE' }), '/intent', 'INVALID_PARAMETER_VALUE'],
    ['no units', anOrder({}, { purchase_units: [] }), '/purchase_units', 'INVALID_ARRAY_MIN_ITEMS'],
    ['11 units', units(...'abcdefghijk'.split('')), '/purchase_units', 'INVALID_ARRAY_MAX_ITEMS'],
    ['no amount', anOrder({ amount: undefined }), `${unit}/amount`, 'MISSING_REQUIRED_PARAMETER'],
    ['no value', plain(undefined), `${unit}/amount/value`, 'MISSING_REQUIRED_PARAMETER'],
    ['a number as value', plain(100), `${unit}/amount/value`, 'INVALID_PARAMETER_SYNTAX'],
    ['words as value', plain('ten'), `${unit}/amount/value`, 'INVALID_PARAMETER_SYNTAX'],
    ['a long value', plain('1'.repeat(33)), `${unit}/amount/value`, 'INVALID_STRING_LENGTH'],
    ['no currency', plain('1.00', null), `${unit}/amount/currency_code`, 'INVALID_PARAMETER_SYNTAX'],
    ['a long currency', plain('1.00', 'DOLLAR'), `${unit}/amount/currency_code`, 'INVALID_STRING_LENGTH'],
    [
      'a long reference',
      units('r'.repeat(257)),
      `/purchase_units/@reference_id=='${'r'.repeat(257)}'/reference_id`,
      'INVALID_STRING_LENGTH',
    ],
    ['a long custom id', anOrder({ custom_id: 'c'.repeat(128) }), `${unit}/custom_id`, 'INVALID_STRING_LENGTH'],
    ['a long invoice id', anOrder({ invoice_id: 'i'.repeat(128) }), `${unit}/invoice_id`, 'INVALID_STRING_LENGTH'],
    ['a long description', anOrder({ description: 'd'.repeat(128) }), `${unit}/description`, 'INVALID_STRING_LENGTH'],
    [
      'a long descriptor',
      anOrder({ soft_descriptor: 's'.repeat(23) }),
      `${unit}/soft_descriptor`,
      'INVALID_STRING_LENGTH',
    ],
    [
      'a number as quantity',
      total('1.00', {}, [item('1.00', 1)]),
      `${unit}/items/0/quantity`,
      'INVALID_PARAMETER_SYNTAX',
    ],
    [
      'no quantity left',
      total('1.00', {}, [item('1.00', '0')]),
      `${unit}/items/0/quantity`,
      'INVALID_PARAMETER_SYNTAX',
    ],
    [
      'a long item name',
      total('1.00', {}, [item('1.00', '1', { name: 'n'.repeat(128) })]),
      `${unit}/items/0/name`,
      'INVALID_STRING_LENGTH',
    ],
    [
      'an unknown category',
      total('1.00', {}, [item('1.00', '1', { category: 'FOOD' })]),
      `${unit}/items/0/category`,
      'INVALID_PARAMETER_VALUE',
    ],
    [
      'a script as return URL',
      anOrder({}, { application_context: { return_url: 'javascript:alert(1)' } }),
      '/application_context/return_url',
      'INVALID_PARAMETER_SYNTAX',
    ],
    [
      'another source',
      anOrder({}, { payment_source: { card: {} } }),
      '/payment_source/paypal',
      'MISSING_REQUIRED_PARAMETER',
    ],
  ])('has %s', (_what, body, field, issue) => {
    const refusal = refusalOf(body);
    expect(refusal?.code).toBe('INVALID_REQUEST');
    expect(refusal?.details).toEqual([expect.objectContaining({ issue, location: 'body' })]);
    expect(refusal?.details[0]?.field).toBe(field);
  });

  it('is told of every wrong field at once', () => {
    const refusal = refusalOf(anOrder({ custom_id: '', amount: money(1) }, { intent: 'SALE' }));
    expect(refusal?.details.map(({ issue }) => issue)).toEqual([
      'INVALID_PARAMETER_VALUE',
      'INVALID_STRING_LENGTH',
      'INVALID_PARAMETER_SYNTAX',
    ]);
  });
});

describe('an order that does not add up', () => {
  const itemTotal = { item_total: money('6.00') };
  it.each([
    ['a currency PayPal does not take', plain('1.00', 'RUB'), `${unit}/amount/currency_code`, 'INVALID_CURRENCY_CODE'],
    ['three decimals', plain('1.001'), `${unit}/amount/value`, 'DECIMAL_PRECISION'],
    ['decimals of yen', plain('100.00', 'JPY'), `${unit}/amount/value`, 'DECIMALS_NOT_SUPPORTED'],
    ['decimals of forints', plain('100.0', 'HUF'), `${unit}/amount/value`, 'DECIMALS_NOT_SUPPORTED'],
    ['decimals of Taiwan dollars', plain('1.5', 'TWD'), `${unit}/amount/value`, 'DECIMALS_NOT_SUPPORTED'],
    ['nothing to pay', plain('0.00'), `${unit}/amount/value`, 'CANNOT_BE_ZERO_OR_NEGATIVE'],
    ['less than nothing to pay', plain('-1.00'), `${unit}/amount/value`, 'CANNOT_BE_ZERO_OR_NEGATIVE'],
    ['too much to pay', plain('1000000000000000.00'), `${unit}/amount/value`, 'MAX_VALUE_EXCEEDED'],
    [
      'a negative part',
      total('5.00', { ...itemTotal, shipping: money('-1.00') }),
      `${unit}/amount/breakdown/shipping/value`,
      'CANNOT_BE_NEGATIVE',
    ],
    [
      'a negative price',
      total('1.00', itemTotal, [item('-1.00', '1')]),
      `${unit}/items/0/unit_amount/value`,
      'CANNOT_BE_NEGATIVE',
    ],
    [
      'two currencies',
      total('7.00', { ...itemTotal, shipping: money('1.00', 'EUR') }),
      `${unit}/amount/breakdown/shipping/currency_code`,
      'MULTI_CURRENCY_ORDER',
    ],
    [
      'items without their total',
      anOrder({ amount: money('6.00'), items: [item('2.00', '3')] }),
      `${unit}/amount/breakdown/item_total`,
      'ITEM_TOTAL_REQUIRED',
    ],
    [
      'items with another total',
      total('6.00', itemTotal, [item('2.01', '3')]),
      `${unit}/amount/breakdown/item_total/value`,
      'ITEM_TOTAL_MISMATCH',
    ],
    [
      'taxes without their total',
      total('6.00', itemTotal, [item('2.00', '3', { tax: money('0.10') })]),
      `${unit}/amount/breakdown/tax_total`,
      'TAX_TOTAL_REQUIRED',
    ],
    [
      'taxes with another total',
      total('6.31', { ...itemTotal, tax_total: money('0.31') }, [item('2.00', '3', { tax: money('0.10') })]),
      `${unit}/amount/breakdown/tax_total/value`,
      'TAX_TOTAL_MISMATCH',
    ],
    ['parts with another sum', total('6.01', itemTotal), `${unit}/amount/value`, 'AMOUNT_MISMATCH'],
    [
      'a discount that is not taken off',
      total('7.00', { ...itemTotal, discount: money('1.00') }),
      `${unit}/amount/value`,
      'AMOUNT_MISMATCH',
    ],
    ['a unit without reference', units('a', undefined), '/purchase_units/1/reference_id', 'REFERENCE_ID_REQUIRED'],
    ['a reference twice', units('a', 'a'), '/purchase_units/1/reference_id', 'DUPLICATE_REFERENCE_ID'],
    ['two units to authorise', { ...units('a', 'b'), intent: 'AUTHORIZE' }, '/intent', 'UNSUPPORTED_INTENT'],
  ])('has %s', (_what, body, field, issue) => {
    const refusal = refusalOf(body);
    expect(refusal?.code).toBe('UNPROCESSABLE_ENTITY');
    expect(refusal?.details).toEqual([expect.objectContaining({ field, issue })]);
  });
});

it('shows an error exactly as PayPal does', async () => {
  const { call } = await paypalApp();
  const { status, json, headers } = await call('POST', '/v2/checkout/orders', { body: plain('1.001') });
  expect(status).toBe(422);
  expect(json).toEqual({
    name: 'UNPROCESSABLE_ENTITY',
    message: 'The requested action could not be performed, semantically incorrect, or failed business validation.',
    debug_id: expect.stringMatching(/^[0-9a-f]{13}$/),
    details: [
      {
        field: "/purchase_units/@reference_id=='default'/amount/value",
        value: '1.001',
        location: 'body',
        issue: 'DECIMAL_PRECISION',
        description: 'If the currency supports decimals, only two decimal place precision is supported.',
      },
    ],
    links: [
      {
        href: 'https://developer.paypal.com/api/rest/reference/orders/v2/errors/#DECIMAL_PRECISION',
        rel: 'information_link',
        method: 'GET',
      },
    ],
  });
  expect(headers['paypal-debug-id']).toBe(json.debug_id);
});
