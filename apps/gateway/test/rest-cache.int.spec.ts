import { ToyShop } from './toy/toy-shop.ts';

describe('REST answers that are kept', () => {
  let shop: ToyShop;
  beforeAll(async () => {
    shop = await ToyShop.start();
  });
  beforeEach(() => {
    shop.keepPrivate();
    shop.calls.length = 0;
  });
  afterAll(() => shop.stop());

  const get = (path: string, headers: Record<string, string> = {}) => shop.fetch(path, { headers });

  it('come from the cache, in the same words, by the same marks', async () => {
    shop.share('shelf');
    const [first, second] = [await get('/api/v1/things/1'), await get('/api/v1/things/1')];
    expect([first, second].map(({ headers }) => headers.get('x-cache'))).toEqual(['MISS', 'HIT']);
    expect([await first.text(), shop.calls.length]).toEqual([await second.text(), 1]);
    expect(second.headers.get('cache-control')).toBe('no-cache');
    expect((await get('/api/v1/things/1?x=1')).headers.get('x-cache')).toBe('MISS');
    expect(second.headers.get('cache-tags')).toBeNull();
  });

  it('have an ETag, by which a client asks whether what it has is current', async () => {
    shop.share('shelf');
    const etag = (await get('/api/v1/things/2')).headers.get('etag') ?? '';
    const [same, other] = [
      await get('/api/v1/things/2', { 'if-none-match': etag }),
      await get('/api/v1/things/2', { 'if-none-match': '"other"' }),
    ];
    expect([same.status, await same.text(), other.status]).toEqual([304, '', 200]);
  });

  it("are nobody else's when the service does not say so", async () => {
    const answers = [await get('/api/v1/things/3'), await get('/api/v1/things/3')];
    expect(answers.map(({ headers }) => headers.get('x-cache'))).toEqual([null, null]);
    expect(shop.calls).toHaveLength(2);
  });

  it('are no refusals and no writes', async () => {
    shop.share('shelf');
    for (const path of ['/api/v1/refusal', '/api/v1/refusal']) await get(path);
    for (const method of ['POST', 'POST']) await shop.fetch('/api/v1/echo', { method, body: 'x' });
    expect(shop.calls).toHaveLength(4);
  });

  it('lead back to the version that the service knows', async () => {
    await shop.fetch('/api/v1/echo', { method: 'POST', body: 'x', headers: { 'if-match': '"3.abcdefghijklmnop"' } });
    expect(shop.calls[0]?.headers['if-match']).toBe('"3"');
  });
});
