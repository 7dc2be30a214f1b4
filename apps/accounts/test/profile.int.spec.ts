import { AccountsShop } from './accounts-shop.ts';

const UPDATE = `mutation ($input: UpdateProfileInput!) {
  updateProfile(input: $input) {
    user { displayName profile { phone birthday locale version } } errors { code message }
  }
}`;

describe('a profile', () => {
  let accounts: AccountsShop;

  beforeAll(async () => {
    accounts = await AccountsShop.start();
  });
  afterAll(() => accounts.stop());

  it('is changed by REST, from the version that was seen', async () => {
    const mira = await accounts.someoneLoggedIn();
    const me = await accounts.as(mira, { path: '/api/v1/me' });
    expect(me.body).toMatchObject({ displayName: 'Mira Okafor', phone: null, locale: 'EN', version: 1 });
    expect([me.headers.etag, me.headers['cache-control'], me.statements]).toEqual(['"1"', 'no-store', 1]);
    const change = { displayName: ' Mira O. ', phone: '+4915112345678', birthday: '1990-02-28', locale: 'RU' };
    const patch = (body: object, version: string) =>
      accounts.as(mira, { method: 'PATCH', path: '/api/v1/me', body, headers: { 'if-match': version } });
    const changed = await patch(change, '"1"');
    expect([changed.status, changed.body, changed.headers.etag]).toEqual([
      200,
      { ...me.body, ...change, displayName: 'Mira O.', version: 2 },
      '"2"',
    ]);
    expect(await patch({ phone: null }, '"1"')).toMatchObject({ status: 412, body: { code: 'PRECONDITION_FAILED' } });
    const less = await patch({ phone: null }, '"2"');
    expect(less.body).toMatchObject({ phone: null, birthday: '1990-02-28', version: 3 });
  });

  it('is changed by GraphQL, and a conflict is data', async () => {
    const noor = await accounts.someoneLoggedIn();
    const input = { expectedVersion: 1, displayName: 'Noor', birthday: '2001-03-04' };
    const { body } = await accounts.graphql(UPDATE, { input }, noor);
    const profile = { phone: null, birthday: '2001-03-04', locale: 'EN', version: 2 };
    expect(body.data.updateProfile).toEqual({ user: { displayName: 'Noor', profile }, errors: [] });
    const stale = await accounts.graphql(UPDATE, { input }, noor);
    expect(stale.body.data.updateProfile).toMatchObject({ user: null, errors: [{ code: 'CONFLICT' }] });
  });

  it.each([
    { phone: '0151 1234567' },
    { birthday: '2001-02-30' },
    { birthday: '2999-01-01' },
    { locale: 'DE' },
    { locale: null },
    { displayName: '' },
    { displayName: null },
    { displayName: 'a\r\nb' },
    { email: 'other@example.com' },
    { version: 9 },
    { roles: ['admin'] },
  ])('[BOPLA-01] refuses %j before any SQL', async (change) => {
    const mira = await accounts.someoneLoggedIn();
    const request = { method: 'PATCH' as const, path: '/api/v1/me', headers: { 'if-match': '"1"' } };
    expect(await accounts.as(mira, { ...request, body: change })).toMatchObject({
      status: 400,
      body: { code: 'INVALID_INPUT' },
      statements: 0,
    });
    const { body, statements } = await accounts.graphql(UPDATE, { input: { expectedVersion: 1, ...change } }, mira);
    expect([body.errors?.length, statements]).toEqual([1, 0]);
  });

  it('[BOLA-01] is seen by its person alone; name and picture are for everybody', async () => {
    const [mira, noor] = [await accounts.someoneLoggedIn(), await accounts.someoneLoggedIn()];
    const QUERY = `query ($ids: [_Any!]!) {
      _entities(representations: $ids) { ... on User { displayName avatarUrl profile { phone } } }
    }`;
    const ids = [mira, noor].map(({ userId: id }) => ({ __typename: 'User', id }));
    const { body, statements } = await accounts.graphql(QUERY, { ids }, mira);
    expect(body.data._entities.map(({ profile }: { profile: unknown }) => profile)).toEqual([{ phone: null }, null]);
    expect(statements).toBe(2);
  });
});
