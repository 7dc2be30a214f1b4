import { anOrder } from './paypal-app.ts';
import { leaveNothingRunning, runningSandbox } from './running-sandbox.ts';

leaveNothingRunning();

describe('the control API', () => {
  let sandbox: Awaited<ReturnType<typeof runningSandbox>>;
  beforeAll(async () => {
    sandbox = await runningSandbox();
  });
  afterAll(() => sandbox.close());

  const create429 = { target: 'create', kind: '429' };
  it.each([
    ['/__control/faults', {}, ['target', 'kind']],
    ['/__control/faults', { ...create429, target: 'orders' }, ['target']],
    ['/__control/faults', { ...create429, kind: 'explode' }, ['kind']],
    ['/__control/faults', { ...create429, kind: 'webhook-drop' }, ['kind']],
    ['/__control/faults', { ...create429, target: 'webhook' }, ['kind']],
    ['/__control/faults', { target: 'token', kind: 'wrong-amount' }, ['kind']],
    ['/__control/faults', { ...create429, times: 0 }, ['times']],
    ['/__control/faults', { ...create429, times: '2' }, ['times']],
    ['/__control/faults', { ...create429, delayMs: -1 }, ['delayMs']],
    ['/__control/faults', { ...create429, delayMs: 1.5 }, ['delayMs']],
    ['/__control/faults', { ...create429, delay: 5 }, ['body']],
    ['/__control/faults', [], ['body']],
    ['/__control/clock/advance', {}, ['seconds']],
    ['/__control/clock/advance', { seconds: 0 }, ['seconds']],
    ['/__control/clock/advance', { seconds: -5 }, ['seconds']],
    ['/__control/clock/advance', { seconds: 1e12 }, ['seconds']],
    ['/__control/clock/advance', { seconds: '60' }, ['seconds']],
  ])('refuses %s %j', async (path, body, paths) => {
    const { status, json } = await sandbox.request('POST', path, body);
    expect(status).toBe(400);
    expect(json).toMatchObject({
      code: 'INVALID_CONTROL_INPUT',
      message: expect.any(String),
      errors: paths.map((at) => ({ path: at })),
    });
    expect((await sandbox.request('GET', '/__control/faults')).json).toEqual({ faults: [] });
  });

  it.each([
    ['{', 'application/json', 400, 'MALFORMED_JSON'],
    ['seconds=5', 'text/plain', 415, 'FST_ERR_CTP_INVALID_MEDIA_TYPE'],
  ])('refuses a body of %p as %s', async (body, type, status, code) => {
    const headers = { 'content-type': type };
    const response = await fetch(`${sandbox.url}/__control/clock/advance`, { method: 'POST', body, headers });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code });
  });

  it('tells every order, capture and refund with the ids of the shop', async () => {
    const order = anOrder({ custom_id: 'payment-7', invoice_id: 'attempt-7' });
    const { json } = await sandbox.create('ledger', order);
    await sandbox.press(json.id, 'pay');
    await sandbox.capture(json.id, 'ledger');
    const { captures } = await sandbox.ledger();
    const captureId = String(captures[0]?.['id']);
    await sandbox.api('POST', `/v2/payments/captures/${captureId}/refund`, {
      amount: { currency_code: 'USD', value: '1.00' },
      custom_id: 'refund-7',
      invoice_id: 'refund-attempt-7',
    });
    const own = { provider: 'paypal', custom_id: 'payment-7', invoice_id: 'attempt-7' };
    expect(await sandbox.ledger()).toMatchObject({
      orders: [{ ...own, id: json.id, status: 'COMPLETED', amount: { currency_code: 'USD', value: '100.00' } }],
      captures: [{ ...own, id: captureId, order_id: json.id, status: 'PARTIALLY_REFUNDED' }],
      refunds: [
        {
          capture_id: captureId,
          order_id: json.id,
          custom_id: 'refund-7',
          invoice_id: 'refund-attempt-7',
          amount: { currency_code: 'USD', value: '1.00' },
        },
      ],
    });
  });

  it('advances the clock', async () => {
    const before = await sandbox.request('GET', '/__control/clock');
    await sandbox.advance(90);
    const after = await sandbox.request('GET', '/__control/clock');
    const ahead = (clock: typeof before) => (clock.json as unknown as { aheadSeconds: number }).aheadSeconds;
    expect(ahead(after) - ahead(before)).toBe(90);
  });

  it('says that the sandbox is well, and that it has nothing else', async () => {
    expect((await sandbox.request('GET', '/health')).json).toEqual({ status: 'ok' });
    const missing = await sandbox.request('GET', '/__control/nothing');
    expect(missing.status).toBe(404);
    expect(missing.json).toMatchObject({ code: 'NOT_FOUND' });
  });
});
