import { exportJWK, generateKeyPair, type JSONWebKeySet, type JWK, type JWTPayload, SignJWT } from 'jose';
import { Unauthenticated } from '../errors/platform.errors.ts';
import type { EventLog } from '../event-log/event-log.ts';
import { AccessChanges } from './access-changes.ts';
import { ACCESS_TOKEN_LIFE_MS } from './access-token-life.ts';
import { SessionRevocations } from './session-revocations.ts';
import { TOKEN_AUDIENCE, TOKEN_ISSUER, TokenVerifier } from './token-verifier.ts';

interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

const NOON = Date.parse('2026-11-21T12:00:00Z');

describe('the token verifier', () => {
  let first: SigningKey;
  let second: SigningKey;
  let published: JWK[];
  let fetches: number;
  let fetchKeys: () => Promise<JSONWebKeySet>;
  let revoked: Set<string>;
  let currentVersion: number;
  let now: number;
  let verifier: TokenVerifier;

  beforeAll(async () => {
    first = await aKey('first');
    second = await aKey('second');
  });
  beforeEach(() => {
    published = [first.jwk];
    fetches = 0;
    fetchKeys = async () => ({ keys: published });
    revoked = new Set();
    currentVersion = 0;
    now = NOON;
    const revocations = new SessionRevocations({} as EventLog);
    revocations.isRevoked = (sessionId) => revoked.has(sessionId);
    const fetch = (): Promise<JSONWebKeySet> => {
      fetches += 1;
      return fetchKeys();
    };
    const changes = new AccessChanges({} as EventLog);
    changes.isOutdated = ({ accessVersion = 0 }) => accessVersion < currentVersion;
    verifier = new TokenVerifier(fetch, revocations, changes, () => now);
  });

  const sign = async (key: SigningKey, claims: JWTPayload = {}, header: object = {}): Promise<string> => {
    const seconds = Math.floor(now / 1_000);
    const defaults = {
      iss: TOKEN_ISSUER,
      aud: TOKEN_AUDIENCE,
      sub: 'user-1',
      sid: 'session-1',
      jti: 'token-1',
      iat: seconds,
      nbf: seconds,
      exp: seconds + ACCESS_TOKEN_LIFE_MS / 1_000,
      scope: 'orders:read:own carts:write:own',
      roles: ['customer'],
    };
    const token = new SignJWT({ ...defaults, ...claims }).setProtectedHeader({
      alg: 'EdDSA',
      typ: 'at+jwt',
      kid: key.kid,
      ...header,
    });
    return `Bearer ${await token.sign(key.privateKey, { crit: { extension: true } })}`;
  };

  it('tells who is asking', async () => {
    expect(await verifier.verify(await sign(first))).toEqual({
      userId: 'user-1',
      sessionId: 'session-1',
      roles: ['customer'],
      scopes: new Set(['orders:read:own', 'carts:write:own']),
      conditionalGrants: [],
      accessVersion: 0,
      isApiKey: false,
      expiresAt: NOON / 1_000 + 600,
    });
  });

  it('tells under which conditions a scope holds, and whether a key is asking', async () => {
    const grants = [{ scope: 'orders:cancel:any', when: { states: ['PROCESSING'] } }];
    const identity = await verifier.verify(await sign(first, { grants, ver: 7, key: true }));
    expect(identity).toMatchObject({ conditionalGrants: grants, accessVersion: 7, isApiKey: true });
  });

  it('refuses a token, also a remembered one, as soon as its scopes are outdated', async () => {
    const token = await sign(first, { ver: 3 });
    await verifier.verify(token);
    currentVersion = 4;
    await expect(verifier.verify(token)).rejects.toThrow('Refresh the session');
    await expect(verifier.verify(await sign(first, { ver: 4 }))).resolves.toMatchObject({ accessVersion: 4 });
  });

  it.each([
    ['another issuer', { iss: 'https://evil.example' }],
    ['another audience', { aud: 'another-shop' }],
    ['no subject', { sub: undefined }],
    ['no session', { sid: undefined }],
    ['no id', { jti: undefined }],
    ['no end', { exp: undefined }],
    ['an end that is past', { exp: NOON / 1_000 - 60 }],
    ['a beginning that is to come', { nbf: NOON / 1_000 + 60 }],
    ['a longer life than a token may have', { iat: NOON / 1_000 - 3_600 }],
    ['a session that is no text', { sid: 7 }],
    ['scopes that are no text', { scope: ['orders:read:any'] }],
  ])('refuses a token with %s', async (_what, claims) => {
    await expect(verifier.verify(await sign(first, claims as JWTPayload))).rejects.toThrow(Unauthenticated);
  });

  it.each([
    ['another type', { typ: 'JWT' }],
    ['no type', { typ: undefined }],
    ['a critical extension', { crit: ['extension'], extension: true }],
  ])('refuses a token with %s', async (_what, header) => {
    await expect(verifier.verify(await sign(first, {}, header))).rejects.toThrow(Unauthenticated);
  });

  it('refuses a token that is not signed, or signed with the public key as a secret', async () => {
    const [, payload = ''] = (await sign(first)).split('.');
    const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const unsigned = `Bearer ${encode({ alg: 'none', typ: 'at+jwt' })}.${payload}.AA`;
    const secret = Buffer.from(String(first.jwk.x), 'base64url');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as JWTPayload;
    const symmetric = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: 'first' })
      .sign(secret);
    await expect(verifier.verify(unsigned)).rejects.toThrow(Unauthenticated);
    await expect(verifier.verify(`Bearer ${symmetric}`)).rejects.toThrow(Unauthenticated);
  });

  it("refuses a token that another key has signed in a known key's name, and one that was changed", async () => {
    const forged = await sign({ ...second, kid: 'first' });
    const [head, payload = '', signature] = (await sign(first)).split('.');
    const changed = Buffer.from(Buffer.from(payload, 'base64url').toString().replace('user-1', 'user-2')).toString(
      'base64url',
    );
    await expect(verifier.verify(forged)).rejects.toThrow(Unauthenticated);
    await expect(verifier.verify([head, changed, signature].join('.'))).rejects.toThrow(Unauthenticated);
  });

  it.each([
    '',
    'Bearer',
    'Bearer a.b',
    'Bearer a.b.c.d',
    'Basic dXNlcjpwdw==',
    'Bearer a.b.c\r\nX: y',
    'Bearer ..',
    'Token a.b.c',
  ])('refuses the header %j without asking for keys', async (header) => {
    await expect(verifier.verify(header)).rejects.toThrow(Unauthenticated);
    expect(fetches).toBe(0);
  });

  it('checks a signature once, and remembers the token until it ends', async () => {
    const token = await sign(first);
    await verifier.verify(token);
    published = [];
    now += 9 * 60_000;
    expect((await verifier.verify(token)).userId).toBe('user-1');
    expect(fetches).toBe(1);
    now += 60_000;
    await expect(verifier.verify(token)).rejects.toThrow('The access token has expired.');
  });

  it('refuses a token whose session has ended, also one that it remembers', async () => {
    const token = await sign(first);
    await verifier.verify(token);
    revoked.add('session-1');
    await expect(verifier.verify(token)).rejects.toThrow('This session has ended.');
    await expect(verifier.verify(await sign(first, { jti: 'token-2' }))).rejects.toThrow('This session has ended.');
  });

  it('asks for the keys once, however many ask at the same time', async () => {
    const tokens = await Promise.all(
      Array.from({ length: 20 }, (_, number) => sign(first, { jti: `token-${number}` })),
    );
    await Promise.all(tokens.map((token) => verifier.verify(token)));
    expect(fetches).toBe(1);
  });

  it('asks again for a key that it does not know, and takes the new one', async () => {
    await verifier.verify(await sign(first));
    published = [first.jwk, second.jwk];
    now += 30_000;
    await verifier.verify(await sign(second));
    expect(fetches).toBe(2);
  });

  it('lets everybody who waits for a new key have it by one question', async () => {
    await verifier.verify(await sign(first));
    published = [first.jwk, second.jwk];
    now += 30_000;
    const tokens = await Promise.all(
      Array.from({ length: 20 }, (_, number) => sign(second, { jti: `token-${number}` })),
    );
    await Promise.all(tokens.map((token) => verifier.verify(token)));
    expect(fetches).toBe(2);
  });

  it('[AUTH-03] asks at most once in 30 seconds because of keys that nobody has', async () => {
    await verifier.verify(await sign(first));
    const unknown = async (kid: string): Promise<void> => {
      await expect(verifier.verify(await sign({ ...second, kid }))).rejects.toThrow(Unauthenticated);
    };
    for (let number = 0; number < 20; number += 1) await unknown(`early-${number}`);
    expect(fetches).toBe(1);
    now += 30_000;
    for (let number = 0; number < 20; number += 1) await unknown(`late-${number}`);
    expect(fetches).toBe(2);
    now += 29_999;
    await unknown('latest');
    expect(fetches).toBe(2);
    expect((await verifier.verify(await sign(first, { jti: 'token-2' }))).userId).toBe('user-1');
  });

  it('does not ask more often while the answer is a failure', async () => {
    await verifier.verify(await sign(first));
    fetchKeys = () => Promise.reject(new Error('Accounts is away.'));
    now += 30_000;
    await expect(verifier.verify(await sign(second))).rejects.toThrow('Accounts is away.');
    for (let number = 0; number < 5; number += 1) {
      await expect(verifier.verify(await sign({ ...second, kid: `unknown-${number}` }))).rejects.toThrow(
        Unauthenticated,
      );
    }
    expect(fetches).toBe(2);
    expect((await verifier.verify(await sign(first, { jti: 'token-2' }))).userId).toBe('user-1');
  });

  it('asks until it has keys at all', async () => {
    fetchKeys = () => Promise.reject(new Error('Accounts has not started yet.'));
    await expect(verifier.verify(await sign(first))).rejects.toThrow('Accounts has not started yet.');
    fetchKeys = async () => ({ keys: published });
    expect((await verifier.verify(await sign(first))).userId).toBe('user-1');
  });
});

async function aKey(kid: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'EdDSA', use: 'sig' } };
}
