import { once } from 'node:events';
import { connect } from 'node:net';
import { guardedDocument, GuardedModule } from './toy/guarded.module.ts';
import { toyGateway, ToyShop } from './toy/toy-shop.ts';

const PATIENCE_MS = 3_000;

describe('requests that no good client sends', () => {
  let shop: ToyShop;

  beforeAll(async () => {
    const gateway = toyGateway(new Map([['secrets', guardedDocument]]));
    shop = await ToyShop.start({}, { secrets: GuardedModule, gateway });
  });
  beforeEach(() => {
    shop.calls.length = 0;
  });
  afterAll(() => shop.stop());

  /** Writes to a socket and returns all that comes until the server closes it. */
  const exchange = async (text: string): Promise<string> => {
    const { hostname, port } = new URL(shop.url);
    const socket = connect(Number(port), hostname);
    let received = '';
    socket.on('data', (chunk) => (received += chunk.toString()));
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error(`The connection stays open after: ${received}`)));
    socket.write(text);
    await once(socket, 'close');
    return received;
  };
  const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
  const ask = async (target: string, headers: string[] = [], method = 'GET'): Promise<string> =>
    exchange([`${method} ${target} HTTP/1.1`, 'Host: shop', 'Connection: close', ...headers, '', ''].join('\r\n'));

  it.each([
    [
      'length and chunks',
      ['Content-Length: 5', 'Transfer-Encoding: chunked'],
      '0\r\n\r\nGET /status HTTP/1.1\r\nHost: x\r\n\r\n',
    ],
    ['two lengths', ['Content-Length: 5', 'Content-Length: 6'], 'hello!'],
    ['lengths in a list', ['Content-Length: 5, 6'], 'hello!'],
    ['a length with a sign', ['Content-Length: +5'], 'hello'],
    ['a folded header', ['X-A: b', ' c: d', 'Content-Length: 0'], ''],
    ['a bad chunk', ['Transfer-Encoding: chunked'], 'zz\r\nhello\r\n0\r\n\r\n'],
    ['an odd coding', ['Transfer-Encoding: chunked, identity'], '0\r\n\r\n'],
    ['a space before the colon', ['Content-Length : 5'], 'hello'],
  ])('[FED-06] are refused and the connection closed: %s', async (_, headers, body) => {
    const head = ['POST /api/v1/echo HTTP/1.1', 'Host: shop', 'Content-Type: text/plain', ...headers, '', ''].join(
      '\r\n',
    );
    const answer = await exchange(head + body);
    expect(statusOf(answer)).toBe(400);
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(shop.calls).toEqual([]);
  });

  it.each([
    '/api/v1/things/..%5c..%5c..%5cinternal%5csecrets',
    '/api/v1/things/..\\..\\..\\internal\\secrets',
    '/api/v1/things/..',
    '/api/v1/things/%2e%2e',
    '/api/v1/things/.%2E',
    '/api/v1/things/../parts/../../internal',
    '/api/v1/things/..%2f..%2f..%2finternal%2fsecrets',
    '/api/v1/things/a/../../../../internal/secrets',
    'http://shelf/internal/secrets',
    '/api/v1/things/%zz',
  ])('[FED-05] do not lead to another route of the service: %s', async (target) => {
    const answer = await ask(target);
    expect(answer).not.toContain('secret\r\n');
    expect(answer).not.toMatch(/\r\n\r\nsecret$/);
    expect(shop.calls.every(({ url }) => url.startsWith('/api/v1/things/'))).toBe(true);
    expect([200, 400, 404]).toContain(statusOf(answer));
  });

  it('answer an address that cannot be read as a problem', async () => {
    const answer = await ask('/api/v1/things/%zz');
    expect(statusOf(answer)).toBe(400);
    expect(answer).toContain('application/problem+json');
  });

  it.each([
    '/api/v1/secrets',
    '//api/v1/secrets',
    '/api/v1//secrets',
    '/api/v1/secrets/',
    '/api/v1/SECRETS',
    '/%61pi/v1/secrets',
    '/api/v1/%73ecrets',
    '/api/v1/secrets;x',
    '/api/v1/secrets;x=1?y',
    '/api/v1/secrets.',
    '/api/v1/secrets%00',
    '/api/v1/secrets%20',
    '/api/v1/secrets%2f',
    '/api/v1/secrets#x',
    '/./api/v1/secrets',
    '/api/v1/things/../secrets',
    'http://secrets/api/v1/secrets',
    '/api/v1/secrets/one',
    '/api/v1/secrets/%6fne',
  ])('[AUTH-20] do not get round a guard: %s', async (target) => {
    const [get, head] = await Promise.all([ask(target), ask(target, [], 'HEAD')]);
    expect([401, 404]).toContain(statusOf(get));
    expect(statusOf(head)).toBe(statusOf(get));
    expect(get + head).not.toContain('["secret"]');
    expect(get + head).not.toContain('"secret":true');
  });

  it('[AUTH-20] open a guarded route to whoever may, in every spelling that reaches it', async () => {
    const { authorization } = await shop.bearer({ scopes: ['secrets:read:any'] });
    const other = await shop.bearer({ scopes: ['orders:read:own'] });
    const answers = await Promise.all(
      ['/api/v1/secrets', '/%61pi/v1/secrets', '/api/v1/%73ecrets'].map((path) =>
        ask(path, [`Authorization: ${authorization}`]),
      ),
    );
    const refused = await Promise.all(
      ['/api/v1/secrets', '/%61pi/v1/secrets'].map((path) => ask(path, [`Authorization: ${other.authorization}`])),
    );
    expect(answers.map(statusOf)).toEqual([200, 200, 200]);
    expect(refused.map(statusOf)).toEqual([403, 403]);
  });

  it.each([
    '/internal/keys',
    '/api/v1/undocumented',
    '/graphql/../internal/keys',
    '/api/v1/secrets/..%5C..%5C..%5Cinternal%5Ckeys',
  ])('reach only what is documented: %s', async (target) => {
    const answer = await ask(target, [
      `Authorization: ${(await shop.bearer({ scopes: ['secrets:read:any'] })).authorization}`,
    ]);
    expect(answer).not.toContain('keys of the house');
    expect(answer).not.toContain('nobody lists this');
  });

  it.each(['/status', '/api/v1/echo', '/nowhere'])(
    'upgrade where no socket is served: %s is answered and closed',
    async (path) => {
      const answer = await exchange(
        [
          `GET ${path} HTTP/1.1`,
          'Host: shop',
          'Connection: Upgrade',
          'Upgrade: websocket',
          'Sec-WebSocket-Version: 13',
          'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
          '',
          '',
        ].join('\r\n'),
      );
      expect(statusOf(answer)).not.toBe(101);
    },
  );
});
