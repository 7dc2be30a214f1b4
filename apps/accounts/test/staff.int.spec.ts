import { randomUUID } from 'node:crypto';
import { waitFor } from '@tovar/testing';
import { AccountsShop, type LoggedIn } from './accounts-shop.ts';

const USERS = `query ($first: Int, $after: String, $role: String, $isBlocked: Boolean, $email: String) {
  users(first: $first, after: $after, role: $role, isBlocked: $isBlocked, email: $email) {
    edges { cursor node { id email roles profile { isBlocked registeredAt } } } pageInfo { hasNextPage endCursor }
  }
}`;

describe('staff', () => {
  let accounts: AccountsShop;
  let admin: LoggedIn;

  beforeAll(async () => {
    accounts = await AccountsShop.start();
    admin = await accounts.staffLoggedIn('admin');
  });
  afterAll(() => accounts.stop());

  const send = (as: LoggedIn, method: 'GET' | 'PUT' | 'DELETE', path: string) =>
    accounts.as(as, { method, path: `/api/v1/users${path}` });
  const ids = ({ body }: { body: { items: { id: string }[] } }) => body.items.map(({ id }) => id);

  it('find users by how their address begins, by role and by whether they are kept out', async () => {
    const users = [await accounts.someoneLoggedIn(), await accounts.someoneLoggedIn()];
    const [mira, noor] = users as [LoggedIn, LoggedIn];
    await send(admin, 'PUT', `/${noor.userId}/block`);
    expect(ids(await send(admin, 'GET', `?email=${mira.email.slice(0, 30).toUpperCase()}`))).toEqual([mira.userId]);
    expect(ids(await send(admin, 'GET', '?role=admin'))).toEqual([admin.userId]);
    expect(ids(await send(admin, 'GET', '?blocked=true'))).toEqual([noor.userId]);
    expect(ids(await send(admin, 'GET', '?email=%25'))).toEqual([]);
    const page = await send(admin, 'GET', '?limit=2');
    expect([ids(page), page.statements]).toEqual([[noor.userId, mira.userId], 1]);
    const next = /<\/api\/v1\/users(.*)>; rel="next"/.exec(String(page.headers.link))?.[1] ?? '';
    expect(ids(await send(admin, 'GET', next))).toContain(admin.userId);
    const { body, statements } = await accounts.graphql(USERS, { first: 2, isBlocked: false }, admin);
    const { edges } = body.data.users;
    expect(edges[0].node).toMatchObject({ email: mira.email, roles: ['customer'], profile: { isBlocked: false } });
    expect([edges.length, statements]).toEqual([2, 2]);
  });

  it('[AUTH-04] keep a user out at once and let them in again, by REST', async () => {
    const mira = await accounts.someoneLoggedIn();
    expect((await send(admin, 'PUT', `/${mira.userId}/block`)).status).toBe(204);
    await waitFor(
      'the token to be refused',
      async () => (await accounts.askElsewhere(mira.accessToken)).status === 401,
      2_000,
    );
    expect((await accounts.refresh(mira.refreshToken)).status).toBe(401);
    expect((await accounts.logIn(mira)).status).toBe(401);
    expect((await send(admin, 'PUT', `/${mira.userId}/block`)).status).toBe(204);
    expect((await send(admin, 'DELETE', `/${mira.userId}/block`)).status).toBe(204);
    const again = await accounts.again(mira);
    expect((await accounts.askElsewhere(again.accessToken)).status).toBe(200);
  });

  it('do the same by GraphQL', async () => {
    const noor = await accounts.someoneLoggedIn();
    const change = async (name: string) => {
      const text = `mutation ($userId: ID!) { ${name}(userId: $userId) { user { profile { isBlocked } } errors { code } } }`;
      return (await accounts.graphql(text, { userId: noor.userId }, admin)).body.data[name];
    };
    expect(await change('blockUser')).toEqual({ user: { profile: { isBlocked: true } }, errors: [] });
    expect(await change('unblockUser')).toEqual({ user: { profile: { isBlocked: false } }, errors: [] });
    const unknown = await accounts.graphql(
      'mutation ($userId: ID!) { blockUser(userId: $userId) { user { id } errors { code } } }',
      { userId: randomUUID() },
      admin,
    );
    expect(unknown.body.data.blockUser).toEqual({ user: null, errors: [{ code: 'NOT_FOUND' }] });
    const user = await accounts.graphql('query ($id: ID!) { user(id: $id) { email } }', { id: noor.userId }, admin);
    expect([user.body.data.user, user.statements]).toEqual([{ email: noor.email }, 1]);
  });

  it('are staff only: customers see and change nobody', async () => {
    const [mira, noor] = [await accounts.someoneLoggedIn(), await accounts.someoneLoggedIn()];
    for (const [method, path] of [
      ['GET', ''],
      ['PUT', `/${noor.userId}/block`],
      ['PUT', `/${mira.userId}/roles/admin`],
      ['DELETE', `/${noor.userId}/roles/customer`],
    ] as const)
      expect(await send(mira, method, path)).toMatchObject({ status: 403, statements: 0 });
    expect((await accounts.graphql(USERS, {}, mira)).body.errors[0].extensions.code).toBe('FORBIDDEN');
  });

  it('[LOG-02] leave a row with actor, network and request when they keep somebody out and let them in', async () => {
    const mira = await accounts.someoneLoggedIn();
    await send(admin, 'PUT', `/${mira.userId}/block`);
    await send(admin, 'DELETE', `/${mira.userId}/block`);
    const rows = await accounts.database.query(
      'SELECT kind, actor_id, session_id, ip_prefix, request_id FROM security_event WHERE subject_id = $1 ORDER BY id',
      [mira.userId],
    );
    const by = {
      actor_id: admin.userId,
      session_id: admin.sessionId,
      ip_prefix: '127.0.0.0/24',
      request_id: expect.any(String),
    };
    expect(rows).toEqual([
      { kind: 'user-blocked', ...by },
      { kind: 'user-unblocked', ...by },
    ]);
  });
});
