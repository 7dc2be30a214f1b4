import { crc32, deflateSync } from 'node:zlib';
import { ShopClient } from '@tovar/all-in-one';
import { waitFor } from '@tovar/testing';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { firstProduct, logIn, statusFor } from './support/person.ts';
import { ShopProcess } from './support/shop-process.ts';

/** One route of each service that reads the token; the token of a session that has ended opens none of them. */
const OF_EVERY_SERVICE = [
  '/api/v1/me',
  '/api/v1/products?limit=1',
  `/api/v1/carts/0190a5d8-0000-7000-8000-000000000000`,
  '/api/v1/orders',
  '/api/v1/payments',
  '/api/v1/status',
];
/** The promise is a second; a machine that is busy otherwise needs longer to ask. */
const REFUSED_WITHIN_MS = 10_000;

describe('a person in the shop', () => {
  let shop: ShopProcess;

  beforeAll(async () => {
    shop = await (await ShopProcess.onNewFolder()).start();
  });
  afterAll(() => shop.remove());

  const untilRefusedEverywhere = (accessToken: string) =>
    waitFor(
      'every service to refuse the token',
      async () => {
        const answers = OF_EVERY_SERVICE.map((path) => statusFor(shop.url, path, `Bearer ${accessToken}`));
        return (await Promise.all(answers)).every((status) => status === 401);
      },
      REFUSED_WITHIN_MS,
    );
  const upload = (accessToken: string, picture: Uint8Array<ArrayBuffer>) =>
    fetch(`${shop.url}/api/v1/me/avatar`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'image/png' },
      body: picture,
    });

  it('looks after a profile, a picture, favourites and sessions by GraphQL', async () => {
    const login = await shop.login('customer');
    const [here, elsewhere] = [await logIn(shop.url, login), await logIn(shop.url, login)];
    const client = new ShopClient(shop.url, here.accessToken);
    const { me } = await client.graphql<{ me: { profile: { version: number } } }>('{ me { profile { version } } }');
    const { updateProfile } = await client.graphql<{ updateProfile: { user: { profile: object } } }>(
      `mutation ($input: UpdateProfileInput!) {
        updateProfile(input: $input) { user { profile { birthday locale } } errors { code } }
      }`,
      { input: { expectedVersion: me.profile.version, birthday: '1990-02-28', locale: 'RU' } },
    );
    expect(updateProfile.user.profile).toEqual({ birthday: '1990-02-28', locale: 'RU' });

    expect((await upload(here.accessToken, aPicture(600))).status).toBe(200);
    const { me: pictured } = await client.graphql<{ me: { avatarUrl: string } }>('{ me { avatarUrl(size: LARGE) } }');
    const picture = await fetch(shop.url + pictured.avatarUrl);
    expect([picture.headers.get('content-type'), picture.headers.get('x-content-type-options')]).toEqual([
      'image/webp',
      'nosniff',
    ]);
    expect(picture.headers.get('content-disposition')).toContain('avatar.webp');
    expect(picture.headers.get('cache-control')).toContain('immutable');

    const product = await firstProduct(client);
    await client.graphql('mutation ($id: ID!) { addFavourite(productId: $id) { errors { code } } }', {
      id: product.id,
    });
    const favourites = await client.graphql<object>('{ me { favourites { edges { node { id name } } } } }');
    expect(favourites).toEqual({ me: { favourites: { edges: [{ node: product }] } } });

    const { sessions } = await client.graphql<{ sessions: { edges: { node: { id: string; isCurrent: boolean } }[] } }>(
      '{ sessions { edges { node { id isCurrent } } } }',
    );
    expect(sessions.edges.map(({ node }) => node.id)).toContain(elsewhere.sessionId);
    await client.graphql('mutation ($id: ID!) { revokeSession(id: $id) { endedSessionIds } }', {
      id: elsewhere.sessionId,
    });
    await untilRefusedEverywhere(elsewhere.accessToken);
    expect(await statusFor(shop.url, '/api/v1/me', `Bearer ${here.accessToken}`)).toBe(200);
  });

  it('does the same by REST', async () => {
    const login = await shop.login('customer');
    const [here, elsewhere] = [await logIn(shop.url, login), await logIn(shop.url, login)];
    const client = new ShopClient(shop.url, here.accessToken);
    const me = await client.rest<{ version: number }>('GET', '/api/v1/me');
    const headers = { 'if-match': me.headers.get('etag') ?? '' };
    const changed = await client.rest<object>('PATCH', '/api/v1/me', { phone: '+4915112345678' }, headers);
    expect(changed.body).toMatchObject({ phone: '+4915112345678', version: me.body.version + 1 });

    const uploaded = await upload(here.accessToken, aPicture(300));
    const { avatarUrls } = (await uploaded.json()) as { avatarUrls: { small: string } };
    expect((await fetch(shop.url + avatarUrls.small)).status).toBe(200);
    const script = new TextEncoder().encode('<svg onload="alert(1)"/>');
    expect((await upload(here.accessToken, script)).status).toBe(415);
    expect((await upload(here.accessToken, new Uint8Array(6 * 1_024 * 1_024))).status).toBe(413);
    await client.rest('DELETE', '/api/v1/me/avatar');
    expect((await fetch(shop.url + avatarUrls.small)).status).toBe(404);

    const { id } = await firstProduct(client);
    await client.rest('PUT', `/api/v1/me/favourites/${id}`);
    const favourites = await client.rest<{ items: object[] }>('GET', '/api/v1/me/favourites');
    expect(favourites.body.items).toEqual([expect.objectContaining({ productId: id })]);
    const address = { recipient: 'Mira', line1: 'Nevsky 1', city: 'Petersburg', postalCode: '191186', country: 'RU' };
    const added = await client.rest<{ id: string }>('POST', '/api/v1/me/addresses', address);
    await client.rest('DELETE', `/api/v1/me/addresses/${added.body.id}`);

    await client.rest('DELETE', `/api/v1/sessions/${elsewhere.sessionId}`);
    await untilRefusedEverywhere(elsewhere.accessToken);
  });

  it('publishes the keys by which others can check its tokens', async () => {
    const { accessToken } = await logIn(shop.url, await shop.login('customer'));
    const response = await fetch(`${shop.url}/.well-known/jwks.json`);
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'public, max-age=30']);
    const keys = createLocalJWKSet((await response.json()) as JSONWebKeySet);
    expect((await jwtVerify(accessToken, keys)).protectedHeader.alg).toBe('EdDSA');
  });

  it('gives an integration a key, which every service takes by both APIs and refuses once it is revoked', async () => {
    const { accessToken } = await logIn(shop.url, await shop.login('manager'));
    const manager = new ShopClient(shop.url, accessToken);
    const created = await manager.rest<{ apiKey: { id: string; prefix: string }; secret: string }>(
      'POST',
      '/api/v1/me/api-keys',
      { name: 'Warehouse', scopes: ['payments:read:any'], expiresInDays: 30 },
    );
    const { secret, apiKey } = created.body;
    expect(secret.startsWith(apiKey.prefix)).toBe(true);
    const byHeader = await fetch(`${shop.url}/api/v1/payments`, { headers: { 'x-api-key': secret } });
    expect(byHeader.status).toBe(200);
    const integration = new ShopClient(shop.url, secret);
    const products = await integration.graphql<object>('{ products(first: 1) { nodes { id } } }');
    expect(products).toMatchObject({ products: { nodes: [{}] } });
    await expect(integration.graphql('{ me { id } }')).rejects.toMatchObject({ code: 'LOGIN_REQUIRED' });
    await expect(integration.rest('GET', '/api/v1/orders')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const beyond = { name: 'Too much', scopes: ['accounts:manage:any'], expiresInDays: 1 };
    await expect(manager.rest('POST', '/api/v1/me/api-keys', beyond)).rejects.toMatchObject({
      code: 'BEYOND_OWN_SCOPES',
    });

    const LIST = '{ apiKeys { edges { node { id lastUsedAt } } } }';
    const { apiKeys } = await manager.graphql<{ apiKeys: { edges: { node: { lastUsedAt: string } }[] } }>(LIST);
    expect(apiKeys.edges[0]?.node).toEqual({ id: apiKey.id, lastUsedAt: expect.any(String) });
    await manager.graphql('mutation ($id: ID!) { revokeApiKey(id: $id) { revokedId } }', { id: apiKey.id });
    await waitFor(
      'the key to be refused',
      async () => (await statusFor(shop.url, '/api/v1/payments', `Bearer ${secret}`)) === 401,
      REFUSED_WITHIN_MS,
    );
    expect(shop.output).not.toContain(secret);
  });
});

/** A PNG of one colour, without any library: what a new user may have at hand. */
function aPicture(side: number): Uint8Array<ArrayBuffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(side * 3, 120)]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: side }, () => row)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const file = Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
  return new Uint8Array(file);
}

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  checksum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, checksum]);
}
