import { anOrder } from './paypal-app.ts';
import { leaveNothingRunning, runningSandbox } from './running-sandbox.ts';

leaveNothingRunning();

describe('a fault', () => {
  let sandbox: Awaited<ReturnType<typeof runningSandbox>>;
  beforeAll(async () => {
    sandbox = await runningSandbox();
  });
  afterAll(() => sandbox.close());
  const captureCount = async (orderId: string) =>
    (await sandbox.ledger()).captures.filter((capture) => capture['order_id'] === orderId).length;

  it('can time out before anything is done, and a repetition does it', async () => {
    const orderId = await sandbox.approvedOrder();
    await sandbox.arm({ target: 'capture', kind: 'timeout-before-commit' });
    await expect(sandbox.capture(orderId, orderId)).rejects.toThrow('timeout');
    expect(await captureCount(orderId)).toBe(0);
    expect((await sandbox.capture(orderId, orderId)).status).toBe(201);
  });

  it('can time out after all is done, and a repetition tells so', async () => {
    const orderId = await sandbox.approvedOrder();
    await sandbox.arm({ target: 'capture', kind: 'timeout-after-commit' });
    await expect(sandbox.capture(orderId, orderId)).rejects.toThrow('timeout');
    expect(await captureCount(orderId)).toBe(1);
    expect((await sandbox.capture(orderId, orderId)).status).toBe(200);
    expect(await captureCount(orderId)).toBe(1);
  });

  it('can reset the connection after all is done', async () => {
    const orderId = await sandbox.approvedOrder();
    await sandbox.arm({ target: 'capture', kind: 'reset' });
    const error = await sandbox.capture(orderId, orderId).catch((reason: Error) => reason);
    expect((error as Error).cause).toMatchObject({ code: 'ECONNRESET' });
    expect(await captureCount(orderId)).toBe(1);
  });

  it.each([
    ['500-before-commit', 0, 201],
    ['500-after-commit', 1, 200],
  ] as const)('can answer %s', async (kind, captures, repeated) => {
    const orderId = await sandbox.approvedOrder();
    await sandbox.arm({ target: 'capture', kind });
    const { status, json } = await sandbox.capture(orderId, orderId);
    expect([status, json.name]).toEqual([500, 'INTERNAL_SERVER_ERROR']);
    expect(await captureCount(orderId)).toBe(captures);
    expect((await sandbox.capture(orderId, orderId)).status).toBe(repeated);
  });

  it('can limit the rate as often as it is told to', async () => {
    await sandbox.arm({ target: 'create', kind: '429', times: 2, delayMs: 3000 });
    const answers = [await sandbox.create('rate'), await sandbox.create('rate'), await sandbox.create('rate')];
    expect(answers.map(({ status }) => status)).toEqual([429, 429, 201]);
    expect(answers[0]?.headers.get('retry-after')).toBe('3');
    expect(answers[0]?.json.name).toBe('RATE_LIMIT_REACHED');
  });

  it('can be slow', async () => {
    await sandbox.arm({ target: 'create', kind: 'slow', delayMs: 100 });
    const startedAt = performance.now();
    expect((await sandbox.create('slow')).status).toBe(201);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(95);
  });

  it('can void the token in mid-flight', async () => {
    await sandbox.arm({ target: 'create', kind: 'expired-token' });
    expect((await sandbox.create('stale')).json.name).toBe('AUTHENTICATION_FAILURE');
    expect((await sandbox.create('stale')).status).toBe(401);
    await sandbox.logIn();
    expect((await sandbox.create('stale')).status).toBe(201);
  });

  it('can hand out a token that is no good', async () => {
    await sandbox.arm({ target: 'token', kind: 'expired-token' });
    await sandbox.logIn();
    expect((await sandbox.create('born-stale')).status).toBe(401);
    await sandbox.logIn();
    expect((await sandbox.create('born-stale')).status).toBe(201);
  });

  it('can break the token call', async () => {
    await sandbox.arm({ target: 'token', kind: '500-before-commit' });
    const { status } = await sandbox.request(
      'POST',
      '/v1/oauth2/token',
      new URLSearchParams('grant_type=client_credentials'),
      {
        authorization: `Basic ${btoa('shop:secret')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
    );
    expect(status).toBe(500);
  });

  it('can book a wrong amount for good', async () => {
    const orderId = await sandbox.approvedOrder();
    await sandbox.arm({ target: 'capture', kind: 'wrong-amount' });
    await sandbox.capture(orderId, orderId);
    const { captures } = await sandbox.ledger();
    const [capture] = captures.filter((each) => each['order_id'] === orderId);
    expect(capture?.['amount']).toEqual({ currency_code: 'USD', value: '99.99' });
    const read = await sandbox.api('GET', `/v2/payments/captures/${String(capture?.['id'])}`);
    expect(read.json.amount.value).toBe('99.99');
  });

  it('can show a wrong amount once', async () => {
    const { json: order } = await sandbox.api('POST', '/v2/checkout/orders', anOrder());
    await sandbox.arm({ target: 'get', kind: 'wrong-amount' });
    const read = () => sandbox.api('GET', `/v2/checkout/orders/${order.id}`);
    expect([(await read()).json, (await read()).json]).toMatchObject([
      { purchase_units: [{ amount: { value: '99.99' } }] },
      { purchase_units: [{ amount: { value: '100.00' } }] },
    ]);
  });

  it('strikes its target only, in the order of arming, and can be disarmed', async () => {
    await sandbox.arm({ target: 'refund', kind: '429' });
    await sandbox.arm({ target: 'create', kind: '429' });
    await sandbox.arm({ target: 'create', kind: '500-before-commit' });
    const answers = [await sandbox.create('order'), await sandbox.create('order'), await sandbox.create('order')];
    expect(answers.map(({ status }) => status)).toEqual([429, 500, 201]);
    expect((await sandbox.request('GET', '/__control/faults')).json).toEqual({
      faults: [{ target: 'refund', kind: '429', times: 1 }],
    });
    expect((await sandbox.request('DELETE', '/__control/faults')).status).toBe(204);
    expect((await sandbox.request('GET', '/__control/faults')).json).toEqual({ faults: [] });
  });

  it('can be disarmed alone', async () => {
    await sandbox.arm({ target: 'refund', kind: '429' });
    await sandbox.arm({ target: 'create', kind: '429' });
    expect((await sandbox.request('DELETE', '/__control/faults?target=create&kind=429')).status).toBe(204);
    expect((await sandbox.request('GET', '/__control/faults')).json).toEqual({
      faults: [{ target: 'refund', kind: '429', times: 1 }],
    });
    expect((await sandbox.request('DELETE', '/__control/faults?target=nothing')).status).toBe(400);
    await sandbox.request('DELETE', '/__control/faults');
  });

  it('that hangs ends when the sandbox closes', async () => {
    const closing = await runningSandbox();
    await closing.arm({ target: 'create', kind: 'timeout-before-commit' });
    const hung = closing.create('hung').catch((error: Error) => error);
    const isUnderWay = async () =>
      (await fetch(`${closing.url}/__control/faults`).then((r) => r.text())) === '{"faults":[]}';
    while (!(await isUnderWay()));
    await closing.close();
    expect(await hung).toMatchObject({ message: 'fetch failed' });
  });
});
