import { once } from 'node:events';
import { connect } from 'node:net';
import { ToyShop } from './toy/toy-shop.ts';

const HEAD = 'HTTP/1.1\r\nhost: shop\r\nconnection: close\r\n';
const QUERY = JSON.stringify({ query: '{ best { id } }' });
const JSON_TYPE = 'content-type: application/json\r\n';
const PREFLIGHT = 'origin: https://shop.example\r\naccess-control-request-method: POST\r\n';
const SOCKET =
  'HTTP/1.1\r\nhost: shop\r\nconnection: upgrade\r\nupgrade: websocket\r\n' +
  'sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n';

/** What a browser must be told, whatever else an answer says. */
const EVERYWHERE = {
  'x-content-type-options': /^nosniff$/,
  'content-security-policy': /(^|; )frame-ancestors 'none'/,
  'referrer-policy': /^no-referrer$/,
  'cache-control': /^no-(store|cache)$/,
};
const TELLING = ['x-powered-by', 'server', 'via'];

const post = (body: string): string => `POST /graphql ${HEAD}${JSON_TYPE}content-length: ${body.length}\r\n\r\n${body}`;

/** One of each way in which an answer of the gateway comes to be written. */
const KINDS: readonly [what: string, status: number, request: string][] = [
  ['a page', 200, `GET / ${HEAD}\r\n`],
  ['a page that is not there', 404, `GET /nowhere ${HEAD}\r\n`],
  ['GraphQL', 200, post(QUERY)],
  ['GraphQL that is refused', 400, post('{"query":"{"}')],
  ['GraphQL of another type', 415, `POST /graphql ${HEAD}content-length: 0\r\n\r\n`],
  ['a live stream', 200, liveRequest()],
  ['REST', 200, `GET /api/v1/things/a ${HEAD}\r\n`],
  ['REST from the cache', 200, `GET /api/v1/things/kept ${HEAD}\r\n`],
  ['REST that has not changed', 304, `GET /api/v1/things/kept ${HEAD}if-none-match: *\r\n\r\n`],
  ['a refusal of a service', 409, `GET /api/v1/refusal ${HEAD}\r\n`],
  ['a method that is not possible', 405, `PUT /api/v1/echo ${HEAD}content-length: 0\r\n\r\n`],
  ['a picture', 200, `GET /api/v1/pictures/a.svg ${HEAD}\r\n`],
  ['a bad token', 401, `GET /api/v1/status ${HEAD}authorization: Bearer x\r\n\r\n`],
  ['a preflight', 204, `OPTIONS /graphql ${HEAD}${PREFLIGHT}\r\n`],
  ['the documentation', 200, `GET /api/docs ${HEAD}\r\n`],
  ['an address that cannot be read', 400, `GET /api/v1/things/%zz ${HEAD}\r\n`],
  ['an expectation', 417, `GET / ${HEAD}expect: tea\r\n\r\n`],
  ['a request without a host', 400, 'GET / HTTP/1.1\r\n\r\n'],
  ['what is not HTTP', 400, 'hello\r\n\r\n'],
  ['a head that is too large', 431, `GET / ${HEAD}x-large: ${'x'.repeat(17_000)}\r\n\r\n`],
  ['a socket where none is served', 404, `GET /nowhere ${SOCKET}\r\n`],
];

describe('[SEC-05] in production', () => {
  let shop: ToyShop;

  beforeAll(async () => {
    shop = await ToyShop.start({ NODE_ENV: 'production', GATEWAY_CORS_ORIGINS: 'https://shop.example' });
    shop.share('shelf');
    await shop.fetch('/api/v1/things/kept');
  });
  afterAll(() => shop.stop());

  it.each(KINDS)('%s tells the browser what it must not be used for', async (_, status, request) => {
    const answer = await exchange(shop.url, request);
    expect([status, answer.headers]).toEqual([answer.status, expect.objectContaining(matching(EVERYWHERE))]);
    expect(answer.headers['strict-transport-security']).toMatch(/^max-age=31536000; includeSubDomains$/);
    expect(TELLING.filter((name) => name in answer.headers)).toEqual([]);
  });

  it('an answer that is written before the application is as safe as one that is written by it', async () => {
    const first = await shop.post(QUERY);
    const again = await shop.fetch('/api/v1/things/kept');
    const { status, headers } = await exchange(shop.url, `GET /api/v1/things/kept ${HEAD}\r\n`);
    expect([first.status, again.headers.get('x-cache'), status]).toEqual([200, 'HIT', 200]);
    expect(headers).toMatchObject(matching(EVERYWHERE));
  });

  it('a page runs no script but its own', async () => {
    const pages = ['/', '/api/docs', '/account/verify-email'];
    const policies = await Promise.all(
      pages.map(async (path) => (await shop.fetch(path)).headers.get('content-security-policy') ?? ''),
    );
    const scripts = policies.map(
      (policy) => /script-src[^;]*/.exec(policy)?.[0] ?? /default-src[^;]*/.exec(policy)?.[0],
    );
    expect(scripts).toEqual([
      "default-src 'none'",
      "default-src 'self'",
      expect.stringMatching(/^script-src 'sha256-/),
    ]);
  });
});

describe('[SEC-05] one caller too many', () => {
  it('is refused with the same headers, and in development without a promise of https', async () => {
    const shop = await ToyShop.start({ NODE_ENV: 'development', GATEWAY_RATE_GUEST: '1' });
    await shop.fetch('/');
    const { status, headers } = await exchange(shop.url, `GET / ${HEAD}\r\n`);
    await shop.stop();
    expect([status, headers]).toEqual([429, expect.objectContaining(matching(EVERYWHERE))]);
    expect(headers).not.toHaveProperty('strict-transport-security');
  });
});

describe('[SEC-05] GraphiQL', () => {
  it('runs its own script and no other', async () => {
    const shop = await ToyShop.start({ NODE_ENV: 'development' });
    const { headers } = await shop.fetch('/graphql', { headers: { accept: 'text/html' } });
    await shop.stop();
    const policy = headers.get('content-security-policy');
    expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[\w+/]{43}='; .*frame-ancestors 'none'$/);
  });
});

interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** Sends the very bytes, and reads the head of what comes back. */
async function exchange(url: string, request: string): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let received = '';
  const head = new Promise<void>((resolve) => {
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      if (received.includes('\r\n\r\n')) resolve();
    });
  });
  socket.write(request);
  await Promise.race([head, once(socket, 'close')]);
  socket.destroy();
  const [first = '', ...lines] = received.slice(0, received.indexOf('\r\n\r\n')).split('\r\n');
  const headers = lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.replace(/^[^:]*: ?/, '')]);
  return { status: Number(first.split(' ')[1]), headers: Object.fromEntries(headers) };
}

function matching(patterns: Readonly<Record<string, RegExp>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(patterns).map(([name, pattern]) => [name, expect.stringMatching(pattern)]));
}

function liveRequest(): string {
  const body = JSON.stringify({ query: 'subscription { orderUpdated(id: "none") { id } }' });
  return `POST /graphql ${HEAD}${JSON_TYPE}accept: text/event-stream\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}
