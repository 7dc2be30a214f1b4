import { NotificationsShop } from './notifications-shop.ts';

const STAFF = { scopes: ['mails:read:any'] };
const PREVIEW =
  'query ($kind: String!, $locale: Locale) { mailPreview(kind: $kind, locale: $locale) { subject text html } }';

describe('previews of mails', () => {
  let shop: NotificationsShop;

  beforeAll(async () => {
    shop = await NotificationsShop.start();
  });
  afterAll(() => shop.stop());

  it('are there for every kind, in both languages, the same by both APIs', async () => {
    const { body } = await shop.send({ path: '/api/v1/mail-previews', as: STAFF });
    expect(body.items.length).toBeGreaterThan(10);
    for (const kind of body.items as string[]) {
      for (const locale of ['EN', 'RU']) {
        const page = await shop.send({ path: `/api/v1/mail-previews/${kind}?locale=${locale}`, as: STAFF });
        const { body: asked } = await shop.graphql(PREVIEW, { kind, locale }, STAFF);
        expect([page.status, asked.data.mailPreview.html]).toEqual([200, page.body]);
        expect(page.body).toContain('<h1>');
        expect(page.body).not.toContain('{{');
      }
    }
  });

  it('[INJ-03] are pages that may load and run nothing', async () => {
    const { headers } = await shop.send({ path: '/api/v1/mail-previews/order-paid', as: STAFF });
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });

  it('are for staff, and of kinds that there are', async () => {
    expect((await shop.send({ path: '/api/v1/mail-previews/order-lost', as: STAFF })).status).toBe(404);
    const other = { scopes: ['notifications:read:own'] };
    expect((await shop.send({ path: '/api/v1/mail-previews/order-paid', as: other })).status).toBe(403);
  });
});
