import { Socket } from './toy/streams.ts';
import { anId, codesOf, ToyShop } from './toy/toy-shop.ts';

const QUERY = '{ products { id } }';
const BEHIND_PROXY = { TRUSTED_PROXIES: '127.0.0.1' };

describe('[RATE-01] a caller that asks too much', () => {
  const started: ToyShop[] = [];
  const start = async (environment: Record<string, string>): Promise<ToyShop> => {
    const shop = await ToyShop.start({ ...BEHIND_PROXY, ...environment });
    started.push(shop);
    return shop;
  };
  afterEach(async () => {
    for (const shop of started.splice(0)) await shop.stop();
  });
  const from = (address: string) => ({ 'x-forwarded-for': address });

  it('is refused by GraphQL before any service is asked, and told when to come again', async () => {
    const shop = await start({ GATEWAY_RATE_GUEST: '2' });
    const allowed = [await shop.graphql(QUERY, {}, from('1.1.1.1')), await shop.graphql(QUERY, {}, from('1.1.1.1'))];
    shop.calls.length = 0;
    const refused = await shop.graphql(QUERY, {}, from('1.1.1.1'));
    expect(allowed.map(({ status }) => status)).toEqual([200, 200]);
    expect([refused.status, codesOf(refused), shop.calls]).toEqual([429, ['RATE_LIMITED'], []]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('ratelimit')).toMatch(/^"guest";r=0;t=\d+$/);
    expect(allowed[0]?.headers.get('ratelimit-policy')).toBe('"guest";q=2;w=60');
    expect((await shop.graphql(QUERY, {}, from('2.2.2.2'))).status).toBe(200);
  });

  it('is refused by REST as a problem, and for whatever address it thinks of', async () => {
    const shop = await start({ GATEWAY_RATE_GUEST: '1', TRUSTED_PROXIES: '' });
    await shop.fetch('/api/v1/echo', { headers: from('1.1.1.1') });
    const refused = await shop.fetch('/api/v1/echo', { headers: from('2.2.2.2') });
    expect([refused.status, await refused.json()]).toMatchObject([429, { code: 'RATE_LIMITED', budget: 'guest' }]);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
  });

  it('is refused what is answered from the cache just the same', async () => {
    const shop = await start({ GATEWAY_RATE_GUEST: '3' });
    shop.share('shelf');
    const statuses: number[] = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await shop.graphql(QUERY)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
  });

  it('is counted by the user, from wherever it comes', async () => {
    const shop = await start({ GATEWAY_RATE_USER: '2' });
    const hers = await shop.bearer({ userId: anId() });
    const statuses = [];
    for (const address of ['1.1.1.1', '2.2.2.2', '3.3.3.3'])
      statuses.push((await shop.graphql(QUERY, {}, { ...hers, ...from(address) })).status);
    const other = await shop.graphql(QUERY, {}, { ...(await shop.bearer()), ...from('1.1.1.1') });
    expect([...statuses, other.status]).toEqual([200, 200, 429, 200]);
  });

  it('has one budget for a whole IPv6 network', async () => {
    const shop = await start({ GATEWAY_RATE_GUEST: '1' });
    const statuses = [];
    for (const address of ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', '2001:db8:1:3::1'])
      statuses.push((await shop.graphql(QUERY, {}, from(address))).status);
    expect(statuses).toEqual([200, 429, 200]);
  });

  it('is counted over an open socket, operation by operation', async () => {
    const shop = await start({ GATEWAY_RATE_GUEST: '3' });
    const socket = await Socket.connect(shop);
    const codes: unknown[] = [];
    for (let count = 0; count < 4; count += 1) codes.push(await outcome(socket, String(count)));
    socket.close();
    expect(codes.at(-1)).toBe('RATE_LIMITED');
    expect(codes[0]).toBe('next');
  });

  const outcome = async (socket: Socket, id: string): Promise<unknown> => {
    socket.send({ id, type: 'subscribe', payload: { query: QUERY } });
    const { type, payload } = await socket.next();
    if (type === 'next') await socket.next();
    return type === 'error' ? (payload as { extensions: { code: string } }[])[0]?.extensions.code : type;
  };

  it('is not limited where somebody else does that', async () => {
    const shop = await start({ GATEWAY_RATE_GUEST: '1', GATEWAY_RATE_LIMITS: 'off' });
    const answers = [await shop.graphql(QUERY), await shop.graphql(QUERY)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0]?.headers.get('ratelimit')).toBeNull();
  });
});
