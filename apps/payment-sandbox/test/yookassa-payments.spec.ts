import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leaveNothingRunning } from './running-sandbox.ts';
import { yookassaSandbox } from './yookassa-client.ts';

leaveNothingRunning();

describe('a payment of YooKassa', () => {
  let sandbox: Awaited<ReturnType<typeof yookassaSandbox>>;
  beforeAll(async () => {
    sandbox = await yookassaSandbox();
  });
  afterAll(() => sandbox.close());

  it('waits for its buyer, is held, and is taken by the shop', async () => {
    const { status, json } = await sandbox.create();
    expect([status, json]).toMatchObject([200, { status: 'pending', paid: false, amount: { value: '1250.00' } }]);
    expect(json.confirmation.confirmation_url).toBe(
      `${sandbox.url}/api-pages/v2/payment-confirm/epl?orderId=${json.id}`,
    );
    const pressed = await sandbox.decide(json.id, 'pay');
    expect(pressed.headers.get('location')).toBe('https://shop.test/pay/return?payment=1');
    expect(await sandbox.read(json.id)).toMatchObject({ status: 'waiting_for_capture', paid: true });
    expect((await sandbox.capture(json.id)).json).toMatchObject({ status: 'succeeded', paid: true });
  });

  it('is taken at once when the shop asks for one stage, and cannot be cancelled then', async () => {
    const paymentId = await sandbox.held({ capture: true });
    expect((await sandbox.read(paymentId)).status).toBe('succeeded');
    const refused = await sandbox.call('POST', `/v3/payments/${paymentId}/cancel`, {});
    expect([refused.status, refused.json.code]).toEqual([400, 'invalid_request']);
  });

  it('is taken in part when the shop asks for a part', async () => {
    const paymentId = await sandbox.held();
    const { json } = await sandbox.capture(paymentId, { amount: { value: '1000.00', currency: 'RUB' } });
    expect(json.amount.value).toBe('1000.00');
  });

  it.each(['insufficient_funds', '3d_secure_failed', 'fraud_suspected'])(
    'fails for good because of %s',
    async (reason) => {
      const { json } = await sandbox.create();
      await sandbox.decide(json.id, 'decline', reason);
      expect(await sandbox.read(json.id)).toMatchObject({ status: 'canceled', cancellation_details: { reason } });
      expect((await sandbox.capture(json.id)).status).toBe(400);
    },
  );

  it('is let go of by the shop while it is held, and not before', async () => {
    const { json } = await sandbox.create();
    const cancel = () => sandbox.call('POST', `/v3/payments/${json.id}/cancel`, {});
    expect((await cancel()).status).toBe(400);
    await sandbox.decide(json.id, 'pay');
    expect((await cancel()).json).toMatchObject({
      status: 'canceled',
      cancellation_details: { party: 'merchant', reason: 'canceled_by_merchant' },
    });
  });

  it.each([
    [3_600, 'pending', 'expired_on_confirmation'],
    [7 * 86_400, 'waiting_for_capture', 'expired_on_capture'],
  ])('ends by itself after %d seconds of %s', async (seconds, state, reason) => {
    const fresh = await yookassaSandbox();
    const { json } = await fresh.create();
    if (state === 'waiting_for_capture') await fresh.decide(json.id, 'pay');
    await fresh.advance(seconds - 1);
    expect((await fresh.read(json.id)).status).toBe(state);
    await fresh.advance(1);
    expect(await fresh.read(json.id)).toMatchObject({ status: 'canceled', cancellation_details: { reason } });
    await fresh.close();
  });

  it.each([
    ['no amount', { amount: undefined }, 'amount'],
    ['a number as the amount', { amount: { value: 1250, currency: 'RUB' } }, 'amount.value'],
    ['three decimals', { amount: { value: '1.001', currency: 'RUB' } }, 'amount.value'],
    ['nothing to pay', { amount: { value: '0.00', currency: 'RUB' } }, 'amount.value'],
    ['a currency it does not take', { amount: { value: '1.00', currency: 'KWD' } }, 'amount.currency'],
    ['a long description', { description: 'x'.repeat(129) }, 'description'],
    ['metadata that are no text', { metadata: { payment_id: 1 } }, 'metadata.payment_id'],
    ['too many metadata', { metadata: Object.fromEntries(Array.from({ length: 17 }, (_, i) => [i, 'x'])) }, 'metadata'],
    ['no page to come back to', { confirmation: { type: 'redirect' } }, 'confirmation.return_url'],
  ])('is refused with %s', async (_what, changes, parameter) => {
    const { status, json } = await sandbox.create(changes);
    expect([status, json]).toMatchObject([400, { type: 'error', code: 'invalid_request', parameter }]);
  });

  const receiptOf = (value: string, quantity = 2) => ({
    customer: { email: 'buyer@example.com' },
    items: [{ description: 'Cup', quantity, amount: { value, currency: 'RUB' }, vat_code: 1 }],
  });
  it('takes a receipt that adds up, and no other', async () => {
    expect((await sandbox.create({ receipt: receiptOf('625.00') })).status).toBe(200);
    const wrong = await sandbox.create({ receipt: receiptOf('625.01') });
    expect([wrong.status, wrong.json.parameter]).toEqual([400, 'receipt']);
  });

  it('is known to its shop alone', async () => {
    const { status, json } = await sandbox.call('GET', '/v3/me', undefined, { authorization: `Basic ${btoa('x:y')}` });
    expect([status, json.code]).toEqual([401, 'invalid_credentials']);
    expect((await sandbox.call('GET', '/v3/me')).json).toMatchObject({ account_id: '100500', status: 'enabled' });
  });

  it('is not found under another id', async () => {
    const { status, json } = await sandbox.call('GET', `/v3/payments/${randomUUID()}`);
    expect([status, json.code]).toEqual([404, 'not_found']);
  });

  it('is listed, newest first, a page at a time', async () => {
    const fresh = await yookassaSandbox();
    const ids: string[] = [];
    for (const _each of [1, 2, 3]) ids.unshift((await fresh.create()).json.id);
    const first = (await fresh.call('GET', '/v3/payments?limit=2')).json;
    const second = (await fresh.call('GET', `/v3/payments?limit=2&cursor=${first.next_cursor}`)).json;
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
    expect(second.next_cursor).toBeUndefined();
    const future = new Date(Date.now() + 60_000).toISOString();
    expect((await fresh.call('GET', `/v3/payments?created_at.gte=${future}`)).json.items).toEqual([]);
    expect((await fresh.call('GET', '/v3/payments?status=succeeded')).json.items).toEqual([]);
    await fresh.close();
  });

  it('is no payment without JSON', async () => {
    const { status, json } = await sandbox.call('POST', '/v3/payments', '{');
    expect([status, json.code]).toEqual([400, 'invalid_request']);
  });

  it('is what it was after a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'yookassa-'));
    const stateFile = join(folder, 'journal.jsonl');
    const first = await yookassaSandbox({ stateFile });
    const paymentId = await first.captured();
    await first.refund(paymentId, '250.00');
    const before = await first.ledger();
    await first.close();
    const second = await yookassaSandbox({ stateFile });
    expect(await second.ledger()).toEqual(before);
    expect((await second.read(paymentId)).refunded_amount.value).toBe('250.00');
    await second.close();
    rmSync(folder, { recursive: true });
  });
});

describe('a refund of YooKassa', () => {
  let sandbox: Awaited<ReturnType<typeof yookassaSandbox>>;
  beforeAll(async () => {
    sandbox = await yookassaSandbox();
  });
  afterAll(() => sandbox.close());

  it('gives parts back until nothing is left', async () => {
    const paymentId = await sandbox.captured();
    expect((await sandbox.refund(paymentId, '250.00')).json).toMatchObject({
      status: 'succeeded',
      payment_id: paymentId,
    });
    expect((await sandbox.refund(paymentId, '1000.01')).json.description).toBe('Refund sum exceeded');
    await sandbox.refund(paymentId, '1000.00');
    expect((await sandbox.refund(paymentId, '0.01')).json.description).toBe('Payment is already completely refunded');
    const listed = (await sandbox.call('GET', `/v3/refunds?payment_id=${paymentId}`)).json.items;
    expect(listed.map(({ amount }) => amount.value)).toEqual(['1000.00', '250.00']);
    expect((await sandbox.read(paymentId)).refunded_amount.value).toBe('1250.00');
  });

  it('is refused for a payment that is not captured', async () => {
    expect((await sandbox.refund(await sandbox.held(), '1.00')).status).toBe(400);
  });

  it.each([
    ['refund-pending', 'succeeded', '250.00'],
    ['refund-canceled', 'canceled', '0.00'],
  ] as const)('can take its time: %s', async (kind, end, refunded) => {
    const paymentId = await sandbox.captured();
    await sandbox.arm({ target: 'refund', kind, delayMs: 60_000 });
    const { json } = await sandbox.refund(paymentId, '250.00');
    const read = async () => (await sandbox.call('GET', `/v3/refunds/${json.id}`)).json.status;
    expect([json.status, await read()]).toEqual(['pending', 'pending']);
    await sandbox.advance(60);
    expect([await read(), (await sandbox.read(paymentId)).refunded_amount.value]).toEqual([end, refunded]);
  });
});
