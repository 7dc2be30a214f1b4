import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { type Answer, json, refusal, ScriptedServer } from '../../../test/scripted-server.ts';
import { ProviderRefused, UnknownOutcome } from '../../domain/payment.errors.ts';
import { PayPalApi } from './paypal-api.ts';

const PATH = '/v2/checkout/orders/ORDER1/capture';
const call = {
  operation: 'capture the payment',
  method: 'POST',
  path: PATH,
  body: {},
  key: 'pay-1-capture',
  answer: z.object({ id: z.string() }),
} as const;
const good = json(201, { id: 'ORDER1' });
const bomb = gzipSync(Buffer.alloc(50_000_000, ' '));
const hang: Answer = () => undefined;
const reset: Answer = (_request, response) => response.destroy();

describe("PayPal's API", () => {
  let server: ScriptedServer;
  let logins = 0;
  let api: PayPalApi;

  beforeAll(async () => {
    server = await ScriptedServer.start(({ path }, response) => {
      if (path === '/v1/oauth2/token') logins += 1;
      json(200, { access_token: `token-${logins}`, expires_in: 32_400 })({} as never, response);
    });
  });
  afterAll(() => server.close());
  beforeEach(() => {
    logins = 0;
    const options = { baseUrl: server.url, clientId: 'shop', clientSecret: 'secret', timeoutMs: 500, retryMs: 8 };
    api = new PayPalApi(options, () => 0.5);
  });

  const attempts = () => server.heardOn(PATH);

  it('is called with the token, the key and a wish for the whole answer', async () => {
    server.next(good);
    await expect(api.call(call)).resolves.toEqual({ id: 'ORDER1' });
    expect(attempts()[0]?.headers).toMatchObject({
      authorization: 'Bearer token-1',
      'paypal-request-id': 'pay-1-capture',
      prefer: 'return=representation',
      'content-type': 'application/json',
    });
  });

  it('gives one token to many calls at once, and keeps it', async () => {
    server.next();
    const loose = { ...call, answer: z.unknown() };
    await Promise.all([api.call(loose), api.call(loose), api.call(loose)]);
    await api.call(loose);
    expect(logins).toBe(1);
  });

  it('gets a new token when one is refused, once', async () => {
    server.next(json(401, { name: 'AUTHENTICATION_FAILURE' }), good);
    await api.call(call);
    expect([logins, attempts()[1]?.headers.authorization]).toEqual([2, 'Bearer token-2']);
    server.next(json(401, {}), json(401, {}), good);
    await expect(api.call(call)).rejects.toThrow(UnknownOutcome);
    expect(attempts()).toHaveLength(2);
  });

  it.each([
    ['a broken connection', reset],
    ['a rate limit', json(429, { name: 'RATE_LIMIT_REACHED' })],
    ['a request in progress', refusal(409, 'PREVIOUS_REQUEST_IN_PROGRESS')],
    ['a capture in progress', refusal(422, 'ORDER_COMPLETION_IN_PROGRESS')],
    ['an internal error', json(500, { name: 'INTERNAL_SERVER_ERROR' })],
    ['a bad gateway', (_request, response) => response.writeHead(502).end('<html>')],
    ['an outage', json(503, { name: 'SERVICE_UNAVAILABLE' })],
  ] satisfies [string, Answer][])('is asked the same again under the same key after %s', async (_what, trouble) => {
    server.next(trouble, trouble, trouble, good);
    await expect(api.call(call)).resolves.toEqual({ id: 'ORDER1' });
    expect(new Set(attempts().map(({ headers, body }) => `${String(headers['paypal-request-id'])} ${body}`)).size).toBe(
      1,
    );
  });

  it('is not asked more than four times in a row', async () => {
    server.next(reset, reset, reset, reset, good);
    await expect(api.call(call)).rejects.toThrow(UnknownOutcome);
    expect(attempts()).toHaveLength(4);
  });

  it('is obeyed when it asks to wait, and left alone when that is long', async () => {
    server.next(json(429, {}, { 'retry-after': '1' }), good);
    const startedAt = performance.now();
    await api.call(call);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(990);
    server.next(json(429, {}, { 'retry-after': '60' }), good);
    await expect(api.call(call)).rejects.toThrow(UnknownOutcome);
    expect(attempts()).toHaveLength(1);
  });

  it.each([
    ['INSTRUMENT_DECLINED', 'INSTRUMENT_DECLINED', 422],
    ['MISSING_REQUIRED_PARAMETER', 'MISSING_REQUIRED_PARAMETER', 400],
    ['INVALID_RESOURCE_ID', 'NOT_FOUND', 404],
    ['ORDER_EXPIRED', 'EXPIRED', 422],
  ])('refuses for good with %s, and is not asked again', async (issue, reason, status) => {
    server.next(refusal(status, issue), good);
    await expect(api.call(call)).rejects.toMatchObject({ constructor: ProviderRefused, reason });
    expect(attempts()).toHaveLength(1);
  });

  it.each([
    ['silence', hang],
    ['an answer without the fields that it must have', json(200, { ident: 'ORDER1' })],
    ['a field of another type', json(200, { id: 1 })],
    ['a list', json(200, [])],
    ['HTML', (_request, response) => response.writeHead(200).end('<html>paid</html>')],
    ['an HTML refusal', (_request, response) => response.writeHead(403).end('<html>blocked</html>')],
    ['a huge body', (_request, response) => response.writeHead(200).end(`"${'x'.repeat(1_048_576)}"`)],
    ['a gzip bomb', (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)],
    ['broken gzip', (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('nonsense')],
    ['a payment under the same invoice', refusal(422, 'DUPLICATE_INVOICE_ID')],
    ['another request under the same id', refusal(422, 'DUPLICATE_REQUEST_ID')],
    ['missing permissions', refusal(403, 'PERMISSION_DENIED')],
  ] satisfies [string, Answer][])('[PAY-08] leaves the outcome unknown after %s', async (_what, answer) => {
    server.next(answer, answer, answer, answer);
    await expect(api.call(call)).rejects.toThrow(UnknownOutcome);
  });

  it('[PAY-08] is not followed to where it redirects', async () => {
    server.next((_request, response) => response.writeHead(302, { location: `${server.url}/elsewhere` }).end());
    await expect(api.call(call)).rejects.toThrow(UnknownOutcome);
    expect(server.heardOn('/elsewhere')).toEqual([]);
  });

  it('leaves the outcome unknown when it refuses the credentials', async () => {
    const strict = await ScriptedServer.start(json(401, { error: 'invalid_client' }));
    const options = { baseUrl: strict.url, clientId: 'shop', clientSecret: 'wrong', timeoutMs: 500, retryMs: 8 };
    await expect(new PayPalApi(options).call(call)).rejects.toThrow(UnknownOutcome);
    expect(strict.heardOn(PATH)).toEqual([]);
    await strict.close();
  });
});
