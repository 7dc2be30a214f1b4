import { randomUUID } from 'node:crypto';
import { waitFor } from '@tovar/testing';
import { AccountsShop, bearer, type LoggedIn } from './accounts-shop.ts';

const ROLE = 'role { name isBuiltIn grants { scope when { own states maxAmount { amount currency } } } }';
const CREATE = `mutation ($input: RoleInput!) {
  createRole(input: $input) { ${ROLE} errors { code ... on BeyondOwnScopesError { scopes } } }
}`;
const REPLACE = `mutation ($input: RoleInput!) { replaceRole(input: $input) { ${ROLE} errors { code } } }`;
const ASSIGN = `mutation ($userId: ID!, $role: String!) {
  assignRole(userId: $userId, role: $role) { user { roles } errors { code } }
}`;
const EUR_100 = { amount: '10000', currency: 'EUR' };

describe('roles', () => {
  let accounts: AccountsShop;
  let admin: LoggedIn;

  beforeAll(async () => {
    accounts = await AccountsShop.start();
    admin = await accounts.staffLoggedIn('admin');
  });
  afterAll(() => accounts.stop());

  const send = (as: LoggedIn, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object) =>
    accounts.as(as, { method, path: `/api/v1/${path}`, body });
  const create = (grants: object[], as = admin, name = aName()) =>
    send(as, 'POST', 'roles', { name, description: 'Made by a test.', grants });
  const scopesElsewhere = async (accessToken: string) => {
    const { status, body } = await accounts.askElsewhere(accessToken);
    return status === 200 ? (body.scopes as string[]) : status;
  };
  const untilOutdated = (session: LoggedIn) =>
    waitFor('the token to be outdated', async () => (await scopesElsewhere(session.accessToken)) === 401, 10_000);
  const rowsOf = (kind: string) =>
    accounts.database.query(
      'SELECT actor_id, subject_id, ip_prefix, request_id, details FROM security_event WHERE kind = $1 ORDER BY id DESC',
      [kind],
    );

  it('are listed with what they give, in pages', async () => {
    const page = await send(admin, 'GET', 'roles?limit=2');
    expect(page.body.items.map(({ name, isBuiltIn }: Record<string, unknown>) => [name, isBuiltIn])).toEqual([
      ['admin', true],
      ['customer', true],
    ]);
    expect(page.statements).toBe(1);
    const next = /<\/api\/v1\/(.*)>; rel="next"/.exec(String(page.headers.link))?.[1] ?? '';
    expect((await send(admin, 'GET', next)).body.items[0].name).toBe('manager');
  });

  it("of the shop's own are made, given, edited, taken and removed by REST, each at once", async () => {
    const { body: role } = await create([{ scope: 'orders:read:any' }]);
    const noor = await accounts.someoneLoggedIn();
    expect((await send(admin, 'PUT', `users/${noor.userId}/roles/${role.name}`)).status).toBe(204);
    await untilOutdated(noor);
    const withRole = await accounts.refreshed(noor);
    expect(await scopesElsewhere(withRole.accessToken)).toContain('orders:read:any');
    const grants = [{ scope: 'payments:read:any' }];
    expect((await send(admin, 'PUT', `roles/${role.name}`, { description: 'Other.', grants })).body).toMatchObject({
      name: role.name,
      grants,
    });
    await untilOutdated(withRole);
    const edited = await accounts.refreshed(withRole);
    expect(await scopesElsewhere(edited.accessToken)).not.toContain('orders:read:any');
    expect(await scopesElsewhere(edited.accessToken)).toContain('payments:read:any');
    expect((await send(admin, 'DELETE', `roles/${role.name}`)).body.code).toBe('ROLE_IN_USE');
    expect((await send(admin, 'DELETE', `users/${noor.userId}/roles/${role.name}`)).status).toBe(204);
    await untilOutdated(edited);
    expect((await send(admin, 'DELETE', `roles/${role.name}`)).status).toBe(204);
    expect(await scopesElsewhere((await accounts.refreshed(edited)).accessToken)).not.toContain('payments:read:any');
  });

  it('carry conditions into the token, which explain themselves', async () => {
    const when = { states: ['PROCESSING'], maxAmount: EUR_100 };
    const input = { name: aName(), description: 'Careful.', grants: [{ scope: 'orders:cancel:any', when }] };
    const created = (await accounts.graphql(CREATE, { input }, admin)).body.data.createRole;
    const grants = [{ scope: 'orders:cancel:any', when: { own: null, ...when } }];
    expect(created).toEqual({ role: { name: input.name, isBuiltIn: false, grants }, errors: [] });
    const customer = await accounts.someoneLoggedIn();
    const given = await accounts.graphql(ASSIGN, { userId: customer.userId, role: input.name }, admin);
    expect(given.body.data.assignRole).toEqual({ user: { roles: [input.name, 'customer'].toSorted() }, errors: [] });
    await untilOutdated(customer);
    const clerk = await accounts.refreshed(customer);
    expect(await scopesElsewhere(clerk.accessToken)).not.toContain('orders:cancel:any');
    const MAY_I = `query ($scope: String!, $state: String) {
      mayI(scope: $scope, state: $state, amount: "1", currency: "EUR") { allowed denials { reason allowedStates } }
    }`;
    const mayI = async (scope: string, state?: string) =>
      (await accounts.graphql(MAY_I, { scope, state }, clerk)).body.data.mayI;
    expect(await mayI('orders:cancel:any', 'PROCESSING')).toEqual({ allowed: true, denials: [] });
    const STATE = { reason: 'STATE', allowedStates: ['PROCESSING'] };
    expect(await mayI('orders:cancel:any', 'PAID')).toEqual({ allowed: false, denials: [STATE] });
    expect(await mayI('stock:write:any')).toMatchObject({ allowed: false, denials: [{ reason: 'MISSING_SCOPE' }] });
    const byRest = await send(
      clerk,
      'GET',
      'me/permissions/orders:cancel:any?state=PROCESSING&amount=10001&currency=EUR',
    );
    const AMOUNT = { scope: 'orders:cancel:any', reason: 'AMOUNT', maxAmount: EUR_100 };
    expect([byRest.body, byRest.statements]).toEqual([{ allowed: false, denials: [AMOUNT] }, 0]);
    const own = await send(clerk, 'GET', 'me/permissions');
    expect(own.body.grants).toContainEqual({ scope: 'orders:cancel:any', when });
  });

  it('explain a refusal by what the caller lacks', async () => {
    const customer = await accounts.someoneLoggedIn();
    const { status, body } = await send(customer, 'GET', 'roles');
    expect([status, body.code, body.denials]).toEqual([
      403,
      'FORBIDDEN',
      [{ scope: 'accounts:manage:any', reason: 'MISSING_SCOPE' }],
    ]);
  });

  it('give nobody more than those have who make and give them', async () => {
    const { body: small } = await create([{ scope: 'accounts:manage:any' }, { scope: 'orders:read:any' }]);
    const user = await accounts.someoneLoggedIn();
    await send(admin, 'PUT', `users/${user.userId}/roles/${small.name}`);
    await untilOutdated(user);
    const clerk = await accounts.refreshed(user);
    expect((await create([{ scope: 'orders:read:own' }], clerk)).status).toBe(201);
    const beyond = await create([{ scope: 'orders:read:any' }, { scope: 'payments:refund:any' }], clerk);
    expect(beyond).toMatchObject({ status: 403, body: { code: 'BEYOND_OWN_SCOPES', scopes: ['payments:refund:any'] } });
    const target = `users/${clerk.userId}`;
    for (const answer of [
      await send(clerk, 'PUT', `${target}/roles/admin`),
      await send(clerk, 'DELETE', `users/${admin.userId}/roles/admin`),
      await send(clerk, 'PUT', `users/${admin.userId}/block`),
    ])
      expect([answer.status, answer.body.code]).toEqual([403, 'BEYOND_OWN_SCOPES']);
    const { body: large } = await create([{ scope: 'payments:refund:any' }]);
    expect((await send(clerk, 'PUT', `roles/${large.name}`, { description: 'x', grants: [] })).status).toBe(403);
    expect((await send(clerk, 'DELETE', `roles/${large.name}`)).status).toBe(403);
  });

  it('that come with the shop stay as they are', async () => {
    const input = { name: 'manager', description: 'Less.', grants: [] };
    const replaced = await accounts.graphql(REPLACE, { input }, admin);
    expect(replaced.body.data.replaceRole).toEqual({ role: null, errors: [{ code: 'ROLE_BUILT_IN' }] });
    expect((await send(admin, 'DELETE', 'roles/customer')).body.code).toBe('ROLE_BUILT_IN');
    expect((await create([], admin, 'support')).body.code).toBe('ROLE_NAME_TAKEN');
  });

  it.each([
    [[{ scope: 'everything' }], 400, 'INVALID_INPUT'],
    [[{ scope: 'orders:read:any', when: {} }], 400, 'INVALID_INPUT'],
    [[{ scope: 'orders:read:any', when: { states: [] } }], 400, 'INVALID_INPUT'],
    [[{ scope: 'orders:read:any', when: { own: false } }], 400, 'INVALID_INPUT'],
    [[{ scope: 'orders:read:any', when: { weekday: 'monday' } }], 400, 'INVALID_INPUT'],
    [[{ scope: 'orders:read:any', when: { maxAmount: { amount: '-1', currency: 'EUR' } } }], 400, 'INVALID_INPUT'],
    [[{ scope: 'orders:read:any' }, { scope: 'orders:read:any', when: { own: true } }], 422, 'SCOPE_REPEATED'],
  ])('[GQL-13] are not made of %j', async (grants, status, code) => {
    expect(await create(grants)).toMatchObject({ status, body: { code }, statements: 0 });
  });

  it('always leave an admin who can log in', async () => {
    const last = await AccountsShop.start();
    const [one, two] = [await last.staffLoggedIn('admin'), await last.staffLoggedIn('admin')];
    const fire = (as: LoggedIn, whom: LoggedIn, what: string) =>
      last.as(as, { method: what === 'block' ? 'PUT' : 'DELETE', path: `/api/v1/users/${whom.userId}/${what}` });
    const answers = await Promise.all([fire(one, two, 'roles/admin'), fire(two, one, 'block')]);
    expect(answers.some(({ status }) => status === 204)).toBe(true);
    const admins = await last.database.query(
      `SELECT user_id FROM role_assignment a JOIN user_account u ON u.id = a.user_id WHERE role = 'admin' AND status = 'active'`,
    );
    expect(admins).toHaveLength(1);
    const left = admins[0]?.user_id === one.userId ? one : two;
    for (const what of ['roles/admin', 'block']) expect((await fire(left, left, what)).body.code).toBe('LAST_ADMIN');
    await last.stop();
  });

  it('[LOG-02] that change leave a row with actor, network and request', async () => {
    const noor = await accounts.someoneLoggedIn();
    const headers = { ...bearer(admin.accessToken), 'x-request-id': randomUUID() };
    await accounts.request({ method: 'PUT', path: `/api/v1/users/${noor.userId}/roles/support`, headers });
    expect((await rowsOf('role-assigned'))[0]).toEqual({
      actor_id: admin.userId,
      subject_id: noor.userId,
      ip_prefix: '127.0.0.0/24',
      request_id: headers['x-request-id'],
      details: { role: 'support' },
    });
    const { body: role } = await create([{ scope: 'orders:read:any' }]);
    const details = { role: role.name, grants: [{ scope: 'orders:read:any' }] };
    expect((await rowsOf('role-created'))[0]).toMatchObject({ actor_id: admin.userId, details });
  });
});

function aName(): string {
  return `own-${randomUUID().slice(0, 8)}`;
}
