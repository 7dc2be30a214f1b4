import { KEEPERS_OF_PERSONAL_DATA } from '@tovar/contracts';
import { FileStore } from '@tovar/platform';
import { waitFor } from '@tovar/testing';
import type { FastifyInstance } from 'fastify';
import { AccountsShop, GOOD_PASSWORD, type LoggedIn } from './accounts-shop.ts';

/** The other services, played: each keeps one thing of everybody, and forgets when the test lets it. */
class Keepers {
  readonly down = new Set<string>();
  readonly waiting = new Map<string, string>();
  readonly asked: string[] = [];

  readonly fakes = Object.fromEntries(
    KEEPERS_OF_PERSONAL_DATA.map((service) => [service, (app: FastifyInstance) => this.play(service, app)]),
  );

  private play(service: string, app: FastifyInstance): void {
    app.post('/internal/personal-data/exports', async (request, reply) => {
      if (this.down.has(service)) return reply.code(503).send({});
      return { things: [{ of: (request.body as { email: string }).email }] };
    });
    app.post('/internal/personal-data/erasures', async (_request, reply) => {
      if (this.down.has(service)) return reply.code(503).send({});
      this.asked.push(service);
      return { waitsFor: this.waiting.get(service) ?? null };
    });
  }
}

describe('data requests', () => {
  const keepers = new Keepers();
  let shop: AccountsShop;
  let admin: LoggedIn;

  beforeAll(async () => {
    const times = { ACCOUNTS_DATA_REQUEST_PAUSE_MS: '50', ACCOUNTS_EXPORT_KEPT_MS: '6000' };
    shop = await AccountsShop.start(times, keepers.fakes);
    admin = await shop.staffLoggedIn('admin');
  });
  afterAll(() => shop.stop());

  const ask = (who: LoggedIn, what: 'data-exports' | 'erasures', password = GOOD_PASSWORD) =>
    shop.as(who, { method: 'POST', path: `/api/v1/me/${what}`, body: { password } });
  const read = async (id: string, who = admin) => (await shop.as(who, { path: `/api/v1/data-requests/${id}` })).body;
  const until = (id: string, wanted: object) =>
    waitFor(JSON.stringify(wanted), async () => {
      const request = await read(id);
      expect(request).toMatchObject(wanted);
      return request;
    });
  const partOf = (service: string, waitsFor: string | null) =>
    expect.arrayContaining([{ service, isDone: waitsFor === null, waitsFor }]);

  describe('for a file', () => {
    it('[PRIV-01] wait for a service that is down, say for which, and go on when it is back', async () => {
      const person = await shop.someoneLoggedIn();
      keepers.down.add('reviews');
      const { body } = await ask(person, 'data-exports');
      await until(body.id, { status: 'RUNNING', parts: partOf('reviews', 'UNAVAILABLE') });
      keepers.down.delete('reviews');
      const { fileUrl, endsAt } = await until(body.id, { status: 'READY', parts: partOf('reviews', null) });
      expect(new Date(endsAt).getTime()).toBeGreaterThan(Date.now());
      const file = await shop.as(person, { path: fileUrl });
      expect(file.headers).toMatchObject({
        'content-disposition': 'attachment; filename="personal-data.json"',
        'cache-control': 'private, no-store',
      });
      expect(Object.keys(file.body).toSorted()).toEqual(
        ['accounts', 'exportedAt', ...KEEPERS_OF_PERSONAL_DATA].toSorted(),
      );
      expect(file.body.reviews).toEqual({ things: [{ of: person.email }] });
      expect(file.body.accounts.profile[0]).toMatchObject({ email: person.email, roles: ['customer'] });
      expect(JSON.stringify(file.body)).not.toMatch(/argon2|password_hash/);
    });

    it('[PRIV-01] end: a file that nobody fetches in time is gone', async () => {
      const person = await shop.someoneLoggedIn();
      const { body } = await ask(person, 'data-exports');
      await until(body.id, { status: 'EXPIRED', fileUrl: null });
      expect((await shop.as(person, { path: `/api/v1/data-requests/${body.id}/file` })).status).toBe(404);
      const files = shop.shop.running.app('accounts').get(FileStore);
      expect(await files.get(`exports/${body.id}.json`)).toBeUndefined();
    });

    it('[PRIV-01] by staff are fetched by whoever asked, and written down', async () => {
      const person = await shop.someoneLoggedIn();
      const path = `/api/v1/users/${person.userId}/data-exports`;
      expect((await shop.as(person, { method: 'POST', path })).status).toBe(403);
      const { body } = await shop.as(admin, { method: 'POST', path });
      const { fileUrl } = await until(body.id, { status: 'READY', askedBy: admin.userId });
      expect((await shop.as(person, { path: fileUrl })).status).toBe(404);
      expect((await shop.as(admin, { path: fileUrl })).body.accounts.profile).toHaveLength(1);
      const trail = await shop.as(admin, {
        path: `/api/v1/security-events?kind=data-export-requested&user=${person.userId}`,
      });
      expect(trail.body.items).toMatchObject([{ actorId: admin.userId, subjectId: person.userId }]);
    });
  });

  describe('to be forgotten', () => {
    const ERASE =
      'mutation ($input: OwnDataRequestInput!) { eraseMe(input: $input) { request { id status } errors { code } } }';

    it('[PRIV-01] need the password', async () => {
      const person = await shop.someoneLoggedIn();
      const { body } = await shop.graphql(ERASE, { input: { password: 'something else' } }, person);
      expect(body.data.eraseMe).toEqual({ request: null, errors: [{ code: 'WRONG_PASSWORD' }] });
      expect((await shop.as(person, { path: '/api/v1/me' })).status).toBe(200);
    });

    it('[PRIV-01] ask each service until it has forgotten, and none again that has', async () => {
      const person = await shop.someoneLoggedIn();
      keepers.waiting.set('orders', 'ORDERS_UNDER_WAY');
      keepers.asked.length = 0;
      const { body } = await shop.graphql(ERASE, { input: { password: GOOD_PASSWORD } }, person);
      const { id } = body.data.eraseMe.request;
      await until(id, { status: 'RUNNING', parts: partOf('orders', 'ORDERS_UNDER_WAY') });
      expect((await shop.mailTo(person.email, 'being deleted')).text).toContain(
        'Orders that are on their way still arrive.',
      );
      keepers.waiting.clear();
      const done = await until(id, { status: 'DONE' });
      expect(done.parts.every(({ isDone }: { isDone: boolean }) => isDone)).toBe(true);
      const often = Map.groupBy(keepers.asked, (service) => service);
      expect(often.get('orders')?.length).toBeGreaterThan(1);
      expect([...often].filter(([service, times]) => service !== 'orders' && times.length > 1)).toEqual([]);
      expect(await shop.database.query('SELECT id FROM user_account WHERE id = $1', [person.userId])).toEqual([]);
    });

    it('[PRIV-01] are for staff who may, and never about the last admin', async () => {
      const person = await shop.someoneLoggedIn();
      const path = (userId: string) => `/api/v1/users/${userId}/erasures`;
      expect((await shop.as(person, { method: 'POST', path: path(admin.userId) })).status).toBe(403);
      const last = await shop.as(admin, { method: 'POST', path: path(admin.userId) });
      expect([last.status, last.body.code]).toEqual([409, 'LAST_ADMIN']);
      const { body } = await shop.as(admin, { method: 'POST', path: path(person.userId) });
      await until(body.id, { status: 'DONE', askedBy: admin.userId });
      const trail = await shop.as(admin, {
        path: `/api/v1/security-events?user=${person.userId}&kind=person-erased`,
      });
      expect(trail.body.items).toMatchObject([{ subjectId: person.userId }]);
      const list = await shop.as(admin, { path: `/api/v1/data-requests?userId=${person.userId}` });
      expect(list.body.items).toMatchObject([{ id: body.id, kind: 'ERASURE' }]);
    });
  });
});
