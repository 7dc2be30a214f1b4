import { anOrder, paypalApp, type PaypalApp } from './paypal-app.ts';

describe('refunds', () => {
  let sandbox: PaypalApp;
  beforeAll(async () => {
    sandbox = await paypalApp();
  });
  const refund = (captureId: string, body: object = {}) =>
    sandbox.call('POST', `/v2/payments/captures/${captureId}/refund`, {
      body,
      headers: { prefer: 'return=representation' },
    });
  const usd = (value: string) => ({ amount: { currency_code: 'USD', value } });
  const captureStatus = async (captureId: string) =>
    (await sandbox.call('GET', `/v2/payments/captures/${captureId}`)).json.status;

  it('gives back a part, then all that is left', async () => {
    const captureId = await sandbox.capture();
    const part = await refund(captureId, { ...usd('30.00'), invoice_id: 'refund-1', note_to_payer: 'One too many' });
    expect(part.status).toBe(201);
    expect(part.json).toMatchObject({
      status: 'COMPLETED',
      amount: { currency_code: 'USD', value: '30.00' },
      invoice_id: 'refund-1',
      note_to_payer: 'One too many',
      seller_payable_breakdown: { total_refunded_amount: { value: '30.00' } },
    });
    expect(await captureStatus(captureId)).toBe('PARTIALLY_REFUNDED');

    const rest = await refund(captureId);
    expect(rest.json).toMatchObject({
      amount: { value: '70.00' },
      seller_payable_breakdown: { total_refunded_amount: { value: '100.00' } },
    });
    expect(await captureStatus(captureId)).toBe('REFUNDED');
    expect((await sandbox.call('GET', `/v2/payments/refunds/${rest.json.id}`)).json).toEqual(rest.json);
  });

  it('never gives back more than was taken, however many ask at once', async () => {
    const captureId = await sandbox.capture();
    const answers = await Promise.all(Array.from({ length: 20 }, () => refund(captureId, usd('30.00'))));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    expect(sandbox.orders.refundedMinor(captureId)).toBe(9000n);
  });

  it.each([
    ['more than is left', usd('100.01'), 'REFUND_AMOUNT_EXCEEDED'],
    ['another currency', { amount: { currency_code: 'EUR', value: '1.00' } }, 'REFUND_CAPTURE_CURRENCY_MISMATCH'],
    ['an unknown currency', { amount: { currency_code: 'RUB', value: '1.00' } }, 'INVALID_CURRENCY_CODE'],
    ['too many decimals', usd('1.001'), 'DECIMAL_PRECISION'],
    ['nothing', usd('0.00'), 'CANNOT_BE_ZERO_OR_NEGATIVE'],
    ['less than nothing', usd('-1.00'), 'CANNOT_BE_ZERO_OR_NEGATIVE'],
  ])('refuses %s', async (_what, body, issue) => {
    const captureId = await sandbox.capture();
    const { status, json } = await refund(captureId, body);
    expect([status, json.details[0]?.issue]).toEqual([422, issue]);
    expect(sandbox.orders.refundsOf(captureId)).toEqual([]);
  });

  it.each([
    ['a number as value', { amount: { currency_code: 'USD', value: 1 } }, 'INVALID_PARAMETER_SYNTAX'],
    ['an amount without currency', { amount: { value: '1.00' } }, 'MISSING_REQUIRED_PARAMETER'],
    ['a long note', { note_to_payer: 'x'.repeat(256) }, 'INVALID_STRING_LENGTH'],
  ])('calls %s malformed', async (_what, body, issue) => {
    const { status, json } = await refund(await sandbox.capture(), body);
    expect([status, json.details[0]?.issue]).toEqual([400, issue]);
  });

  it('refuses when everything has been given back', async () => {
    const captureId = await sandbox.capture();
    await refund(captureId);
    const again = await refund(captureId);
    expect([again.status, again.json.details[0]?.issue]).toEqual([422, 'CAPTURE_FULLY_REFUNDED']);
  });

  it('refuses a second refund for an invoice', async () => {
    await refund(await sandbox.capture(), { ...usd('1.00'), invoice_id: 'refund-invoice' });
    const second = await refund(await sandbox.capture(), { ...usd('1.00'), invoice_id: 'refund-invoice' });
    expect([second.status, second.json.details[0]?.issue]).toEqual([422, 'DUPLICATE_INVOICE_ID']);
  });

  it('refuses after 180 days', async () => {
    const captureId = await sandbox.capture(anOrder());
    sandbox.advance(180 * 86_400 + 60);
    await sandbox.logIn();
    const late = await refund(captureId);
    expect([late.status, late.json.details[0]?.issue]).toEqual([422, 'REFUND_TIME_LIMIT_EXCEEDED']);
  });
});
