import { randomUUID } from 'node:crypto';
import { messages } from '@tovar/contracts';
import { waitFor } from '@tovar/testing';
import { AccountsShop, bearer, type LoggedIn } from './accounts-shop.ts';

const ROLES = '{ roles { edges { node { name } } } }';

describe('what is refused', () => {
  let accounts: AccountsShop;

  beforeAll(async () => {
    accounts = await AccountsShop.start();
  });
  afterAll(() => accounts.stop());

  const rowsOf = async ({ userId }: LoggedIn, count: number) => {
    await accounts.shop.running.process.denials.tell();
    const text = `SELECT kind, session_id, ip_prefix, request_id, details FROM security_event
                   WHERE actor_id = $1 AND kind = 'permission-denied' ORDER BY details->>'code'`;
    return waitFor(`${count} row(s) of denials`, async () => {
      const rows = await accounts.database.query(text, [userId]);
      return rows.length >= count ? rows : undefined;
    });
  };

  it('[LOG-02] leaves one row with actor, network and first request, however often it is tried', async () => {
    const mira = await accounts.someoneLoggedIn();
    const headers = { ...bearer(mira.accessToken), 'x-request-id': randomUUID() };
    expect(await accounts.request({ path: '/api/v1/roles', headers })).toMatchObject({ status: 403, statements: 0 });
    expect(await accounts.as(mira, { path: '/api/v1/users' })).toMatchObject({ status: 403, statements: 0 });
    const byGraphQL = await accounts.graphql(ROLES, {}, mira);
    expect([byGraphQL.body.errors[0].extensions.code, byGraphQL.statements]).toEqual(['FORBIDDEN', 0]);
    expect(await rowsOf(mira, 1)).toEqual([
      {
        kind: 'permission-denied',
        session_id: mira.sessionId,
        ip_prefix: '127.0.0.0/24',
        request_id: headers['x-request-id'],
        details: {
          service: 'accounts',
          code: 'FORBIDDEN',
          scopes: ['accounts:manage:any'],
          count: 3,
          since: expect.any(String),
        },
      },
    ]);
  });

  it('[LOG-02] leaves a row also when it is answered as data, and when another service refuses', async () => {
    const manager = await accounts.staffLoggedIn('manager');
    const create = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret errors { code } } }`;
    const input = { name: 'Warehouse', scopes: ['accounts:manage:any'], expiresInDays: 1 };
    await accounts.graphql(create, { input }, manager);
    const made = await accounts.graphql(create, { input: { ...input, scopes: ['orders:read:any'] } }, manager);
    const body = { key: made.body.data.createApiKey.secret };
    const token = await accounts.request({ method: 'POST', path: '/internal/api-key-tokens', body });
    expect((await accounts.askElsewhere(token.body.accessToken)).status).toBe(403);
    const rows = await rowsOf(manager, 2);
    expect(rows.map(({ details }) => details)).toMatchObject([
      { service: 'accounts', code: 'BEYOND_OWN_SCOPES', scopes: ['accounts:manage:any'], count: 1 },
      { service: 'guarded', code: 'LOGIN_REQUIRED', scopes: [], count: 1 },
    ]);
  });

  it('is told as its contract says, without addresses', async () => {
    const mira = await accounts.someoneLoggedIn();
    await accounts.as(mira, { path: '/api/v1/roles' });
    await rowsOf(mira, 1);
    const events = await accounts.shop.running.process.eventLog.latest(100);
    const event = events.find(({ type, subject }) => type === 'access.denied.v1' && subject === mira.userId);
    expect(messages['access.denied.v1'].parse(event?.data)).toMatchObject({ network: '127.0.0.0/24', count: 1 });
  });
});
