import { AccountsShop } from './accounts-shop.ts';
import { type Forgery, ForgedTokens, secondsFromNow } from './forged-tokens.ts';

describe('an access token', () => {
  let accounts: AccountsShop;
  let forged: ForgedTokens;

  beforeAll(async () => {
    accounts = await AccountsShop.start();
    forged = await ForgedTokens.with(accounts);
  });
  afterAll(() => accounts.stop());

  const expectRefused = async (token: string) => {
    const { status, body } = await accounts.askElsewhere(token);
    expect({ status, code: body.code }).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
  };

  it('opens a guarded route of another service when nothing is wrong with it', async () => {
    expect((await accounts.askElsewhere(await forged.signed())).status).toBe(200);
  });

  it('names nobody: it carries no e-mail address and no name', async () => {
    const { accessToken, email } = await accounts.someoneLoggedIn();
    const [header, claims] = accessToken.split('.').map((part) => Buffer.from(part, 'base64url').toString());
    expect(JSON.parse(header ?? '')).toEqual({ alg: 'EdDSA', typ: 'at+jwt', kid: forged.kid });
    const names = ['aud', 'exp', 'iat', 'iss', 'jti', 'nbf', 'roles', 'scope', 'sid', 'sub', 'ver'];
    expect(Object.keys(JSON.parse(claims ?? '')).toSorted()).toEqual(names);
    expect(claims).not.toContain(email);
    expect(claims).not.toContain('Mira');
  });

  it.each(['none', 'None', 'NONE', 'nOnE'])('[AUTH-01] is refused with the algorithm %s', async (alg) => {
    const text = forged.unsigned({ header: { alg } });
    await expectRefused(`${text}.`);
    await expectRefused(`${text}.AAAA`);
  });

  it.each(['jwk', 'raw'] as const)(
    '[AUTH-01] is refused as an HMAC with the public key (%s) as its secret',
    async (spelling) => {
      await expectRefused(forged.hmacWithPublicKey(spelling));
    },
  );

  it('[AUTH-01] is refused when a foreign key signed it', async () => {
    await expectRefused(await forged.signedByStranger());
  });

  it('[AUTH-01] is refused without its signature, with an empty one, and with a part of one', async () => {
    const token = await forged.signed();
    const text = token.slice(0, token.lastIndexOf('.'));
    for (const stripped of [text, `${text}.`, token.slice(0, -8)]) await expectRefused(stripped);
  });

  it('[AUTH-01] is refused when its claims were changed after signing', async () => {
    const [header, , signature] = (await forged.signed()).split('.');
    const [, claims] = forged.unsigned({ claims: { roles: ['admin'], scope: 'accounts:manage:any' } }).split('.');
    await expectRefused(`${header}.${claims}.${signature}`);
  });

  it('[AUTH-01] is refused with a critical header that nobody understands', async () => {
    await expectRefused(await forged.signed({ header: { crit: ['unheard'], unheard: 1 } }));
  });

  it('[AUTH-01] is refused with a key of its own in the header', async () => {
    await expectRefused(await forged.signedByStranger((jwk) => ({ jwk })));
    await expectRefused(await forged.signedByStranger((jwk) => ({ jwk, kid: undefined })));
  });

  it.each(['jku', 'x5u'])('[AUTH-01] is refused with a key to fetch by %s, and nothing is fetched', async (name) => {
    const { status } = await accounts.askElsewhere(
      await forged.signedByStranger(() => ({ [name]: 'https://127.0.0.1:1/keys.json' })),
    );
    expect(status).toBe(401);
  });

  it.each(['unknown', '../../../../dev/null', '/etc/passwd', "' OR 1=1 --", 'signing-keys.json', ''])(
    '[AUTH-01] is refused with the key id "%s"',
    async (kid) => {
      await expectRefused(await forged.signed({ header: { kid } }));
    },
  );

  it.each<[string, Forgery]>([
    ['of another issuer', { claims: { iss: 'https://evil.example' } }],
    ['for another audience', { claims: { aud: 'internal' } }],
    ['for no audience', { claims: { aud: undefined } }],
    ['of no issuer', { claims: { iss: undefined } }],
    ['of the type JWT', { header: { typ: 'JWT' } }],
    ['of the type of a refresh token', { header: { typ: 'rt+jwt' } }],
    ['of no type', { header: { typ: undefined } }],
    [
      'that has expired',
      { claims: { iat: secondsFromNow(-700), nbf: secondsFromNow(-700), exp: secondsFromNow(-100) } },
    ],
    ['that never expires', { claims: { exp: undefined } }],
    ['that lives longer than any may', { claims: { iat: secondsFromNow(-3_600), exp: secondsFromNow(3_600) } }],
    ['that is not valid yet', { claims: { nbf: secondsFromNow(120) } }],
    ['without the time it was issued', { claims: { iat: undefined } }],
    ['that was issued tomorrow', { claims: { iat: secondsFromNow(86_400) } }],
    ['without a subject', { claims: { sub: undefined } }],
    ['without a session', { claims: { sid: undefined } }],
    ['without an id', { claims: { jti: undefined } }],
    ['without scopes', { claims: { scope: undefined } }],
    ['whose session is a list', { claims: { sid: ['a', 'b'] } }],
  ])('[AUTH-02] %s is refused', async (_, forgery) => {
    await expectRefused(await forged.signed(forgery));
  });

  it('[AUTH-02] cannot be replaced by a refresh token', async () => {
    const { refreshToken } = await accounts.someoneLoggedIn();
    await expectRefused(refreshToken);
    await expectRefused(`${refreshToken}.${refreshToken}.${refreshToken}`);
  });

  it.each(['Basic bWlyYTptaXJh', 'Bearer', 'Bearer null', 'Bearer a.b'])(
    'is refused as "%s"',
    async (authorization) => {
      const { status } = await accounts.shop.request('guarded', { path: '/guarded', headers: { authorization } });
      expect(status).toBe(401);
    },
  );
});
