import { randomUUID } from 'node:crypto';
import { leaveNothingRunning } from './running-sandbox.ts';
import { yookassaSandbox } from './yookassa-client.ts';

leaveNothingRunning();

describe('a repeated call of YooKassa', () => {
  let sandbox: Awaited<ReturnType<typeof yookassaSandbox>>;
  beforeAll(async () => {
    sandbox = await yookassaSandbox();
  });
  afterAll(() => sandbox.close());

  it('is answered as it was first answered, also when the payment has gone on', async () => {
    const key = randomUUID();
    const first = await sandbox.create({}, key);
    await sandbox.decide(first.json.id, 'pay');
    expect((await sandbox.create({}, key)).json).toEqual(first.json);
  });

  it('is refused with another body', async () => {
    const key = randomUUID();
    await sandbox.create({}, key);
    const { status, json } = await sandbox.create({ description: 'Other' }, key);
    expect([status, json]).toMatchObject([
      400,
      { code: 'invalid_request', parameter: 'Idempotence-Key', description: 'Idempotence key duplicated' },
    ]);
  });

  it('is carried out again after 24 hours', async () => {
    const key = randomUUID();
    const first = await sandbox.create({}, key);
    await sandbox.advance(86_399);
    expect((await sandbox.create({}, key)).json.id).toBe(first.json.id);
    await sandbox.advance(1);
    expect((await sandbox.create({}, key)).json.id).not.toBe(first.json.id);
  });

  it.each(['', 'x'.repeat(65), 'a key'])('needs a key: "%s"', async (key) => {
    const { status, json } = await sandbox.create({}, key);
    expect([status, json.parameter]).toEqual([400, 'Idempotence-Key']);
  });

  it('is told to wait while the first one is under way', async () => {
    await sandbox.arm({ target: 'create', kind: 'slow', delayMs: 300 });
    const key = randomUUID();
    const [first, second] = await Promise.all([sandbox.create({}, key), sandbox.create({}, key)]);
    const [done, waiting] = first.status === 200 ? [first, second] : [second, first];
    expect([done.status, waiting.status, waiting.json.type]).toEqual([200, 202, 'processing']);
    expect((await sandbox.create({}, key)).json.id).toBe(done.json.id);
  });

  it.each([
    ['500-after-commit', 500, 1],
    ['500-before-commit', 500, 0],
    ['202', 202, 1],
    ['429', 429, 0],
  ] as const)('comes to the same after %s', async (kind, status, taken) => {
    const paymentId = await sandbox.held({ metadata: { payment_id: kind } });
    const key = randomUUID();
    await sandbox.arm({ target: 'capture', kind });
    expect((await sandbox.capture(paymentId, {}, key)).status).toBe(status);
    const taking = async () => (await sandbox.ledger()).captures.filter(({ custom_id }) => custom_id === kind).length;
    expect(await taking()).toBe(taken);
    expect((await sandbox.capture(paymentId, {}, key)).json.status).toBe('succeeded');
    expect(await taking()).toBe(1);
  });

  it.each([
    ['timeout-before-commit', 0],
    ['timeout-after-commit', 1],
    ['reset', 1],
  ] as const)('is never answered under %s', async (kind, taken) => {
    const paymentId = await sandbox.held({ metadata: { payment_id: kind } });
    await sandbox.arm({ target: 'capture', kind });
    await expect(sandbox.capture(paymentId)).rejects.toThrow();
    const captures = (await sandbox.ledger()).captures.filter(({ custom_id }) => custom_id === kind);
    expect(captures).toHaveLength(taken);
  });

  it('takes a wrong amount when it is told to, for good or for one look', async () => {
    const paymentId = await sandbox.held();
    await sandbox.arm({ target: 'get', kind: 'wrong-amount' });
    expect((await sandbox.read(paymentId)).amount.value).toBe('1249.99');
    expect((await sandbox.read(paymentId)).amount.value).toBe('1250.00');
    await sandbox.arm({ target: 'capture', kind: 'wrong-amount' });
    await sandbox.capture(paymentId);
    expect((await sandbox.read(paymentId)).amount.value).toBe('1249.99');
  });

  it("is not struck by a fault that is meant for PayPal's", async () => {
    await sandbox.request('POST', '/__control/faults', { target: 'create', kind: '429', provider: 'paypal' });
    expect((await sandbox.create()).status).toBe(200);
    await sandbox.request('DELETE', '/__control/faults');
    const { status } = await sandbox.request('POST', '/__control/faults', {
      target: 'create',
      kind: '202',
      provider: 'paypal',
    });
    expect(status).toBe(400);
  });
});
