import { ToyShop } from './toy/toy-shop.ts';

describe('the pages of the gateway', () => {
  let shop: ToyShop;

  beforeAll(async () => {
    shop = await ToyShop.start();
  });
  afterAll(() => shop.stop());

  const text = async (path: string): Promise<string> => (await shop.fetch(path)).text();

  /** What a page loads, as absolute addresses. */
  const assetsOf = (page: string, path: string): string[] =>
    [...page.matchAll(/<(?:script|link|img|iframe)[^>]*\s(?:src|href)="([^"]+)"/g)].map(
      ([, target = '']) => new URL(target, shop.url + path).href,
    );

  it('say at home what there is to try', async () => {
    const page = await text('/');
    const links = [...page.matchAll(/href="([^"]+)"/g)].map(([, target = '']) => target);
    expect(links).toEqual(['/graphql', '/api/docs', '/api/v1/openapi.json', '/status']);
    for (const link of links) {
      const { status } = await shop.fetch(link, { headers: { accept: 'text/html' } });
      expect([link, status]).toEqual([link, 200]);
    }
  });

  it.each(['/', '/status'])('load nothing and run nothing: %s', async (path) => {
    const { headers } = await shop.fetch(path);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'unsafe-inline';.* frame-ancestors 'none'/,
    );
    expect(assetsOf(await text(path), path)).toEqual([]);
  });

  it('show each service, and which of them is down', async () => {
    const restart = shop.stopService('ratings');
    const page = await text('/status');
    const report = await (await shop.fetch('/api/v1/status')).json();
    restart();
    expect(page).toContain('<td>shelf</td><td class="ok">ready</td>');
    expect(page).toContain('<td>ratings</td><td class="down">down</td>');
    expect(report).toMatchObject({
      services: [
        { service: 'ratings', isReady: false },
        { service: 'shelf', isReady: true },
      ],
      guests: [],
      lag: [],
    });
  });

  it('do not wait long for a service that does not answer', async () => {
    shop.slowDown('ratings');
    const startedAt = performance.now();
    const page = await text('/status');
    shop.speedUp('ratings');
    expect(page).toContain('<td>ratings</td><td class="down">down</td>');
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  it('show the last events without their data, and as text', async () => {
    const { eventLog } = shop.shop.running.process;
    await eventLog.append('test', [
      { type: 'order.paid.v1', subject: '<script>alert("1")</script>', data: { email: 'a@example.org' } },
    ]);
    const page = await text('/status');
    const report = await text('/api/v1/status');
    expect(page).toContain('<td>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;</td>');
    expect(page).not.toContain('<script');
    expect(page + report).not.toContain('a@example.org');
  });

  it('offer the REST API to read and to try, with nothing from elsewhere', async () => {
    const response = await shop.fetch('/api/docs');
    const assets = assetsOf(await response.text(), '/api/docs');
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'self'; .* frame-ancestors 'none'$/);
    expect(assets.length).toBeGreaterThan(4);
    for (const asset of assets) {
      expect(asset.startsWith(shop.url)).toBe(true);
      const { status } = await fetch(asset);
      expect([asset, status]).toEqual([asset, 200]);
    }
    expect(await (await shop.fetch('/api/docs/json')).json()).toEqual(
      await (await shop.fetch('/api/v1/openapi.json')).json(),
    );
    expect(JSON.parse(await text('/api/docs/yaml'))).toHaveProperty('paths');
  });

  it('serve the whole REST API as one document', async () => {
    const document = await (await shop.fetch('/api/v1/openapi.json')).json();
    expect(document).toMatchObject({ openapi: '3.0.3', info: { title: 'Tovar' } });
    expect(Object.keys(document.paths)).toContain('/api/v1/things/{thingId}');
  });
});
