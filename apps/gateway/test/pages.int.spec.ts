import { createHash } from 'node:crypto';
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
    expect(links).toEqual(['/graphql', '/api/docs', '/api/v1/openapi.json', '/status', '/outbox']);
    for (const link of links) {
      const { status } = await shop.fetch(link, { headers: { accept: 'text/html' } });
      expect([link, status]).toEqual([link, 200]);
    }
  });

  it.each(['/', '/status', '/outbox'])('load nothing and run nothing: %s', async (path) => {
    const { headers } = await shop.fetch(path);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; .*frame-ancestors 'none'/,
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

  it('show the mails that were not sent, as text, with links to follow', async () => {
    const lines = { en: 'Hello <b>{{name}}</b>\nhttps://shop.example/a#token=b\n', ru: '' };
    const template = { name: 'note', subject: { en: 'A <note>', ru: '' }, text: lines };
    const { mailer } = shop.shop.running.process;
    await mailer.send({ to: 'a@example.org', locale: 'en', template, values: { name: '<script>' }, key: 'note' });
    const page = await text('/outbox');
    expect(page).toContain('<h2>A &lt;note&gt;</h2>');
    expect(page).toContain('Hello &lt;b&gt;&lt;script&gt;&lt;/b&gt;');
    expect(page).toContain('<a href="https://shop.example/a#token=b">https://shop.example/a#token=b</a>');
    const { items } = await (await shop.fetch('/api/v1/outbox')).json();
    expect(items).toMatchObject([{ to: 'a@example.org', subject: 'A <note>' }]);
  });

  it.each(['verify-email', 'change-email', 'reset-password', 'forgot-password'])(
    'answer the link of a mail and run one script: /account/%s',
    async (name) => {
      const answer = await shop.fetch(`/account/${name}`, { headers: { 'accept-language': 'ru-RU,en;q=0.5' } });
      const page = await answer.text();
      const script = /<script>([\s\S]*)<\/script>/.exec(page)?.[1] ?? '';
      const hash = createHash('sha256').update(script).digest('base64');
      expect(answer.headers.get('content-security-policy')).toContain(`script-src 'sha256-${hash}';`);
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
      expect(page).toMatch(/[а-я]/);
      expect(await text(`/account/${name}`)).not.toMatch(/[а-я]/);
    },
  );

  it('answer no other account page', async () => {
    for (const name of ['nothing', 'constructor', '__proto__'])
      expect((await shop.fetch(`/account/${name}`)).status).toBe(404);
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
