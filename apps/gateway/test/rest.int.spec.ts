import { randomBytes } from 'node:crypto';
import { ToyShop } from './toy/toy-shop.ts';

describe('REST through the gateway', () => {
  let shop: ToyShop;

  beforeAll(async () => {
    shop = await ToyShop.start();
  });
  beforeEach(() => {
    shop.calls.length = 0;
  });
  afterAll(() => shop.stop());

  it('passes path parameters and the query as they came', async () => {
    const paths = [
      '/api/v1/things/01890a5d-ac96-774b-bcce-b302099a8057?q=a%20b&q=c&x=%D0%B4%2F',
      '/api/v1/things/red-shoe.v2',
      '/api/v1/things/a%2Fb%20%D0%B4',
      '/api/v1/things/a/parts/b-c.d',
    ];
    const bodies = await Promise.all(paths.map(async (path) => (await shop.fetch(path)).json()));
    expect(shop.calls.map(({ url }) => url).toSorted()).toEqual(paths.toSorted());
    expect(bodies.slice(1)).toEqual([
      { thingId: 'red-shoe.v2' },
      { thingId: 'a/b д' },
      { thingId: 'a', part: 'b-c.d' },
    ]);
  });

  it('passes bodies byte for byte', async () => {
    const sent = Buffer.concat([Buffer.from('{ "a" :1.0,\n"é": "\\u00e9"}'), randomBytes(64)]);
    const response = await shop.fetch('/webhooks/toy', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'paypal-transmission-id': 't1' },
      body: sent,
    });
    expect(Buffer.from(await response.arrayBuffer()).equals(sent)).toBe(true);
    expect(shop.calls[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      'paypal-transmission-id': 't1',
    });
  });

  it('passes binary answers', async () => {
    const response = await shop.fetch('/api/v1/pictures/red-shoe.svg');
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0, 255, 128, 10]);
    expect(response.headers.get('content-type')).toBe('image/svg+xml');
  });

  it('passes every cookie', async () => {
    const response = await shop.fetch('/api/v1/cookies', { method: 'POST', body: '{}' });
    expect([response.status, response.headers.getSetCookie()]).toEqual([204, ['one=1; Path=/', 'two=2; Path=/']]);
  });

  it("passes a service's refusal", async () => {
    const response = await shop.fetch('/api/v1/refusal');
    expect([response.status, await response.json()]).toEqual([409, { code: 'SOLD_OUT' }]);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });

  it('does not promise content where there is none', async () => {
    const headers = { 'content-type': 'application/json' };
    await shop.fetch('/api/v1/echo', { method: 'POST', headers });
    await shop.fetch('/api/v1/echo', { method: 'DELETE', headers });
    for (const { headers: received } of shop.calls) expect(received).not.toHaveProperty('content-type');
  });

  it('takes content without a type for anything but JSON', async () => {
    await shop.fetch('/api/v1/echo', { method: 'POST', body: new Blob(['{}']) });
    expect(shop.calls[0]?.headers['content-type']).toBe('application/octet-stream');
  });

  it('[FED-05] leaves at the door what a client has no business to say', async () => {
    await shop.fetch('/api/v1/echo', {
      headers: {
        'X-User-Id': 'admin',
        X_User_Id: 'admin',
        'x-tovar-link-key': 'guess',
        'X-Tovar-Caller': 'orders',
        'x-tovar-timeout-ms': '1',
        'x-client-ip': '10.0.0.1',
        x_client_ip: '10.0.0.1',
        'x-forwarded-for': '10.0.0.1',
        'x-forwarded-host': 'evil.example',
        forwarded: 'for=10.0.0.1',
        'x-internal-token': 'x',
        'authorization-internal': 'x',
        'x-apollo-operation-name': 'x',
        'x-http-method-override': 'DELETE',
      },
    });
    const headers = shop.calls[0]?.headers ?? {};
    const own = ['accept', 'accept-language', 'user-agent', 'sec-fetch-site', 'host', 'content-length'];
    const link = [
      'traceparent',
      'x-request-id',
      'x-client-ip',
      'x-tovar-caller',
      'x-tovar-link-key',
      'x-tovar-timeout-ms',
    ];
    expect([...own, ...link]).toEqual(expect.arrayContaining(Object.keys(headers)));
    expect(headers).toMatchObject({ 'x-tovar-caller': 'gateway', 'x-client-ip': '127.0.0.1' });
    expect(headers['x-tovar-link-key']).not.toBe('guess');
    expect(Number(headers['x-tovar-timeout-ms'])).toBeGreaterThan(1_000);
  });

  it('[FED-05] keeps back what a service has no business to tell', async () => {
    const { headers } = await shop.fetch('/api/v1/pictures/red-shoe.svg');
    expect(headers.get('x-internal-cost')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('server')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-request-id')).toMatch(/^[\w-]{8,64}$/);
  });

  it('answers HEAD as GET, without the content', async () => {
    const response = await shop.fetch('/api/v1/things/a', { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(shop.calls.map(({ method }) => method)).toEqual(['GET']);
  });

  it.each([
    ['GET', '/api/v1/nothing'],
    ['POST', '/api/v1/nothing'],
    ['GET', '/internal/secrets'],
    ['GET', '/api/v1/THINGS/a'],
    ['GET', '/api/v1/things/a/'],
    ['GET', '//api/v1/things/a'],
    ['GET', '/api/v1//things/a'],
    ['GET', '/api/v1/things/a/parts'],
    ['GET', '/api/v1/pictures/a.png'],
  ])('knows nothing of %s %s', async (method, path) => {
    const response = await shop.fetch(path, { method });
    expect([response.status, await response.json()]).toMatchObject([404, { code: 'NOT_FOUND', status: 404 }]);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(shop.calls).toEqual([]);
  });

  it('answers 405 to a method that a path does not have, and says which it has', async () => {
    const response = await shop.fetch('/api/v1/echo', { method: 'PATCH', body: '{}' });
    expect([response.status, await response.json()]).toMatchObject([405, { code: 'METHOD_NOT_ALLOWED' }]);
    expect(response.headers.get('allow')).toBe('GET, POST, DELETE');
    expect(shop.calls).toEqual([]);
  });

  it('answers 503 for a service that is down', async () => {
    const restart = shop.stopService('shelf');
    const response = await shop.fetch('/api/v1/echo');
    restart();
    expect([response.status, await response.json()]).toMatchObject([
      503,
      { code: 'SERVICE_UNAVAILABLE', service: 'shelf' },
    ]);
    expect(response.headers.get('retry-after')).toBe('1');
  });

  it('answers 413 to a body of more than 100 KiB', async () => {
    const response = await shop.fetch('/api/v1/echo', { method: 'POST', body: 'x'.repeat(101 * 1_024) });
    expect([response.status, await response.json()]).toMatchObject([413, { code: 'PAYLOAD_TOO_LARGE' }]);
    expect(shop.calls).toEqual([]);
  });

  it.each(['/api/v1/echo', '/api/v1/status', '/status', '/', '/api/docs', '/api/v1/openapi.json', '/nowhere'])(
    'answers 401 to a bad token at %s',
    async (path) => {
      const response = await shop.fetch(path, { headers: { authorization: 'Bearer x.y.z' } });
      expect([response.status, await response.json()]).toMatchObject([401, { code: 'UNAUTHENTICATED' }]);
      expect(shop.calls).toEqual([]);
    },
  );
});
