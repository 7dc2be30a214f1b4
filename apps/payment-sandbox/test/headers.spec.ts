import { anOrder, basic, paypalApp, type PaypalApp } from './paypal-app.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const grant = 'grant_type=client_credentials';

describe('access tokens', () => {
  let sandbox: PaypalApp;
  beforeAll(async () => {
    sandbox = await paypalApp();
  });

  it('are given to the right client', async () => {
    const headers = { ...form, authorization: basic };
    const { status, json } = await sandbox.call('POST', '/v1/oauth2/token', { body: grant, headers });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      access_token: expect.stringMatching(/^A21AA/),
      token_type: 'Bearer',
      expires_in: 32_400,
    });
  });

  it.each(['', 'Basic bm90OnJpZ2h0', 'Bearer A21AA'])('are refused to %p', async (authorization) => {
    const headers = { ...form, authorization };
    const { status, json } = await sandbox.call('POST', '/v1/oauth2/token', { body: grant, headers });
    expect(status).toBe(401);
    expect(json).toEqual({ error: 'invalid_client', error_description: 'Client Authentication failed' });
  });

  it('are refused for another grant', async () => {
    const headers = { ...form, authorization: basic };
    const { status, json } = await sandbox.call('POST', '/v1/oauth2/token', { body: 'grant_type=password', headers });
    expect([status, json.error]).toEqual([400, 'unsupported_grant_type']);
  });

  it.each(['', 'Bearer A21AAwrong', basic])('are needed: %p opens nothing', async (authorization) => {
    const { status, json } = await sandbox.call('GET', '/v1/notifications/webhooks', { headers: { authorization } });
    expect([status, json.name]).toEqual([401, 'AUTHENTICATION_FAILURE']);
  });

  it('expire after nine hours', async () => {
    const read = async () => (await sandbox.call('GET', '/v1/notifications/webhooks')).status;
    sandbox.advance(32_399);
    expect(await read()).toBe(200);
    sandbox.advance(1);
    expect(await read()).toBe(401);
    await sandbox.logIn();
    expect(await read()).toBe(200);
  });
});

describe('request headers', () => {
  let sandbox: PaypalApp;
  beforeAll(async () => {
    sandbox = await paypalApp();
  });
  const create = (headers: Record<string, string>, body: unknown = anOrder()) =>
    sandbox.call('POST', '/v2/checkout/orders', { body, headers });

  it.each(['', 'text/plain', 'application/x-www-form-urlencoded', 'application/jsonp'])(
    'declare JSON: %p is not supported',
    async (type) => {
      const { status, json } = await create({ 'content-type': type });
      expect([status, json.name]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    },
  );

  it('may add a charset to JSON', async () => {
    expect((await create({ 'content-type': 'application/json; charset=utf-8' })).status).toBe(201);
  });

  it('do not make JSON of something else', async () => {
    const { status, json } = await create({}, '{"intent":');
    expect([status, json.name, json.details[0]?.issue]).toEqual([400, 'INVALID_REQUEST', 'MALFORMED_REQUEST_JSON']);
  });

  it('carry no endless body', async () => {
    const { status, json } = await create({}, `"${'x'.repeat(1_100_000)}"`);
    expect([status, json.name]).toEqual([413, 'REQUEST_TOO_LARGE']);
  });

  it.each(['', 'x'.repeat(109)])('carry a request id of 1 to 108 characters', async (requestId) => {
    const { status, json } = await sandbox.app
      .inject({
        method: 'POST',
        url: '/v2/checkout/orders',
        headers: { authorization: await sandbox.logIn(), 'paypal-request-id': requestId },
        payload: anOrder(),
      })
      .then((response) => ({ status: response.statusCode, json: response.json() }));
    expect([status, json.details[0]?.issue]).toEqual([400, 'INVALID_STRING_LENGTH']);
  });

  it.each([
    ['INSTRUMENT_DECLINED', 422, 'UNPROCESSABLE_ENTITY'],
    ['MISSING_REQUIRED_PARAMETER', 400, 'INVALID_REQUEST'],
    ['INTERNAL_SERVER_ERROR', 500, 'INTERNAL_SERVER_ERROR'],
    ['RATE_LIMIT_REACHED', 429, 'RATE_LIMIT_REACHED'],
  ])('order the error %s', async (code, status, name) => {
    const answer = await create({ 'paypal-mock-response': JSON.stringify({ mock_application_codes: code }) });
    expect([answer.status, answer.json.name]).toEqual([status, name]);
    expect(status < 429 || status === 422 ? answer.json.details[0]?.issue : code).toBe(code);
  });

  it.each(['INSTRUMENT_DECLINED', '{"mock_application_codes":"NO_SUCH_ISSUE"}', '{}'])(
    'order no error that does not exist: %p',
    async (mock) => {
      const { status, json } = await create({ 'paypal-mock-response': mock });
      expect([status, json.details[0]?.field]).toEqual([400, 'PayPal-Mock-Response']);
    },
  );
});
