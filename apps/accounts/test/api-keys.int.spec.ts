import { randomUUID } from 'node:crypto';
import { waitFor } from '@tovar/testing';
import { AccountsShop, bearer, type LoggedIn } from './accounts-shop.ts';

const CREATE = `mutation ($input: CreateApiKeyInput!) {
  createApiKey(input: $input) { secret errors { code ... on BeyondOwnScopesError { scopes } } }
}`;
const REVOKE = 'mutation ($id: ID!) { revokeApiKey(id: $id) { revokedId errors { code } } }';

describe('API keys', () => {
  let accounts: AccountsShop;

  beforeAll(async () => {
    accounts = await AccountsShop.start();
  });
  afterAll(() => accounts.stop());

  const keyOf = (scopes: string[], expiresInDays = 30) => ({ name: 'Warehouse', scopes, expiresInDays });
  const create = (as: LoggedIn, body: object = keyOf(['orders:read:any'])) =>
    accounts.as(as, { method: 'POST', path: '/api/v1/me/api-keys', body });
  const revoke = (as: LoggedIn, id: string) => accounts.as(as, { method: 'DELETE', path: `/api/v1/me/api-keys/${id}` });
  const list = async (as: LoggedIn) => (await accounts.as(as, { path: '/api/v1/me/api-keys' })).body.items;
  const exchange = (key: string) =>
    accounts.request({ method: 'POST', path: '/internal/api-key-tokens', body: { key } });
  const asKey = async (owner: LoggedIn, secret: string): Promise<LoggedIn> => ({
    ...owner,
    accessToken: (await exchange(secret)).body.accessToken,
  });
  const rowsOf = (kind: string, actorId: string) =>
    accounts.database.query(
      'SELECT session_id, ip_prefix, request_id, details FROM security_event WHERE kind = $1 AND actor_id = $2',
      [kind, actorId],
    );

  it('have some of the scopes of their owner and never more', async () => {
    const owner = await accounts.staffLoggedIn('manager');
    const beyond = await create(owner, keyOf(['orders:read:any', 'accounts:manage:any']));
    expect(beyond).toMatchObject({
      status: 403,
      body: { code: 'BEYOND_OWN_SCOPES', scopes: ['accounts:manage:any'] },
      statements: 0,
    });
    const refused = await accounts.graphql(CREATE, { input: keyOf(['payments:refund:any']) }, owner);
    expect(refused.body.data.createApiKey).toEqual({
      secret: null,
      errors: [{ code: 'BEYOND_OWN_SCOPES', scopes: ['payments:refund:any'] }],
    });
    const { secret } = (await create(owner)).body;
    const { accessToken } = (await exchange(secret)).body;
    expect((await accounts.askElsewhere(accessToken)).body.code).toBe('LOGIN_REQUIRED');
    const [, claims = ''] = accessToken.split('.');
    const { scope, key } = JSON.parse(Buffer.from(claims, 'base64url').toString());
    expect([scope, key]).toEqual(['orders:read:any', true]);
  });

  it('are at most twenty that can be used, also when many are made at once', async () => {
    const owner = await accounts.staffLoggedIn('manager');
    const answers = await Promise.all(Array.from({ length: 22 }, () => create(owner)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
    const refused = answers.filter(({ body }) => body.code === 'TOO_MANY_API_KEYS');
    expect(refused.map(({ status }) => status)).toEqual([409, 409]);
    const tooMany = await accounts.graphql(CREATE, { input: keyOf(['orders:read:any']) }, owner);
    expect(tooMany.body.data.createApiKey).toEqual({ secret: null, errors: [{ code: 'TOO_MANY_API_KEYS' }] });
    const [first] = await list(owner);
    await revoke(owner, first.id);
    expect((await create(owner)).status).toBe(201);
  });

  it('end when they expire, and then leave room for others', async () => {
    const owner = await accounts.staffLoggedIn('manager');
    const { secret, apiKey } = (await create(owner, keyOf(['orders:read:any'], 1))).body;
    expect(Date.parse(apiKey.expiresAt) - Date.parse(apiKey.createdAt)).toBe(86_400_000);
    for (const days of [0, 366, 1.5]) expect((await create(owner, keyOf(['orders:read:any'], days))).status).toBe(400);
    const end = (inSeconds: number) =>
      accounts.database.query('UPDATE api_key SET expires_at = now() + make_interval(secs => $2) WHERE id = $1', [
        apiKey.id,
        inSeconds,
      ]);
    await end(90);
    const [, claims = ''] = (await exchange(secret)).body.accessToken.split('.');
    const { iat, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString());
    expect(exp - iat).toBeLessThanOrEqual(90);
    await end(-1);
    expect(await exchange(secret)).toMatchObject({ status: 401, body: { code: 'INVALID_API_KEY' } });
    expect(await list(owner)).toEqual([]);
  });

  it("are not there for others: somebody else's key, an unknown and a revoked one answer alike", async () => {
    const [owner, other] = [await accounts.staffLoggedIn('manager'), await accounts.staffLoggedIn('admin')];
    const { apiKey, secret } = (await create(owner)).body;
    expect(await list(other)).toEqual([]);
    const theirs = await revoke(other, apiKey.id);
    const unknown = await revoke(other, randomUUID());
    expect([theirs.status, theirs.body.code]).toEqual([404, 'NOT_FOUND']);
    expect({ ...unknown.body, traceId: '' }).toEqual({ ...theirs.body, traceId: '' });
    const byGraphQL = await accounts.graphql(REVOKE, { id: apiKey.id }, other);
    expect(byGraphQL.body.data.revokeApiKey).toEqual({ revokedId: null, errors: [{ code: 'NOT_FOUND' }] });
    expect((await exchange(secret)).status).toBe(200);
    expect((await revoke(owner, apiKey.id)).status).toBe(204);
    expect((await revoke(owner, apiKey.id)).status).toBe(404);
  });

  it('make and end no keys, although they have the scope for it', async () => {
    const owner = await accounts.staffLoggedIn('manager');
    const { secret, apiKey } = (await create(owner, keyOf(['keys:manage:own']))).body;
    const integration = await asKey(owner, secret);
    for (const answer of [
      await create(integration, keyOf(['keys:manage:own'])),
      await revoke(integration, apiKey.id),
      await accounts.as(integration, { path: '/api/v1/me' }),
    ])
      expect([answer.status, answer.body.code]).toEqual([403, 'LOGIN_REQUIRED']);
    expect(await list(integration)).toHaveLength(1);
  });

  it('are refused once they are revoked, and so are the tokens that they were exchanged for', async () => {
    const owner = await accounts.staffLoggedIn('manager');
    const { secret, apiKey } = (await create(owner, keyOf(['keys:manage:own']))).body;
    const integration = await asKey(owner, secret);
    expect((await accounts.as(integration, { path: '/api/v1/me/api-keys' })).status).toBe(200);
    await revoke(owner, apiKey.id);
    await waitFor(
      'the token to be refused',
      async () => (await accounts.askElsewhere(integration.accessToken)).status === 401,
      2_000,
    );
    expect(await exchange(secret)).toMatchObject({ status: 401, body: { code: 'INVALID_API_KEY' } });
    expect((await exchange(`tvk_${'A'.repeat(43)}`)).body.code).toBe('INVALID_API_KEY');
  });

  it('are exchanged for the gateway alone', async () => {
    const owner = await accounts.staffLoggedIn('manager');
    const { secret } = (await create(owner)).body;
    const asking = { method: 'POST', path: '/internal/api-key-tokens', body: { key: secret } } as const;
    const headers = bearer(owner.accessToken);
    expect(await accounts.request({ ...asking, headers, caller: 'orders' })).toMatchObject({
      status: 403,
      statements: 0,
    });
  });

  it('[LOG-02] leave a row when they are made and when they end, without the key', async () => {
    const owner = await accounts.staffLoggedIn('manager');
    const { apiKey, secret } = (await create(owner)).body;
    await revoke(owner, apiKey.id);
    const from = { session_id: owner.sessionId, ip_prefix: '127.0.0.0/24', request_id: expect.any(String) };
    const made = await rowsOf('api-key-created', owner.userId);
    expect(made).toEqual([{ ...from, details: { keyId: apiKey.id, scopes: ['orders:read:any'] } }]);
    expect(await rowsOf('api-key-revoked', owner.userId)).toEqual([{ ...from, details: { keyId: apiKey.id } }]);
    const stored = await accounts.database.query('SELECT k::text AS row FROM api_key k WHERE id = $1', [apiKey.id]);
    expect(JSON.stringify([stored, made])).not.toContain(secret.slice(12));
  });
});
