import type { TestResponse } from '@tovar/testing';
import { AccountsShop, bearer, newEmail } from './accounts-shop.ts';

const ORIGIN = 'https://shop.example';
const SAME_SITE = { origin: ORIGIN, 'sec-fetch-site': 'same-origin', 'x-requested-with': 'fetch' };

describe('a browser', () => {
  let accounts: AccountsShop;

  beforeAll(async () => {
    accounts = await AccountsShop.start({ PUBLIC_URL: `${ORIGIN}/` });
  });
  afterAll(() => accounts.stop());

  const logIn = async (): Promise<TestResponse> => {
    const email = newEmail();
    await accounts.openAccount({ email });
    return accounts.logIn({ email }, {});
  };
  const cookiesOf = ({ headers }: TestResponse): string[] => [headers['set-cookie'] ?? []].flat().map(String);
  const cookieOf = (answer: TestResponse): string => cookiesOf(answer)[0]?.split(';')[0] ?? '';
  const refresh = (headers: Record<string, string>) =>
    accounts.request({ method: 'POST', path: '/api/v1/sessions/refresh', headers });

  it('gets the refresh token where no script can read it, and not in the body', async () => {
    const login = await logIn();
    const [refreshCookie, deviceCookie] = cookiesOf(login);
    expect(refreshCookie).toMatch(
      /^__Host-rt=[\w-]{43}; Max-Age=604\d{3}; HttpOnly; Secure; SameSite=Strict; Path=\/$/,
    );
    expect(deviceCookie).toMatch(
      /^__Host-device=[\w.-]+; Max-Age=15552000; HttpOnly; Secure; SameSite=Strict; Path=\/$/,
    );
    expect(login.body).not.toHaveProperty('refreshToken');
    expect(login.body).not.toHaveProperty('deviceToken');
  });

  it('continues its session by the cookie alone', async () => {
    const login = await logIn();
    const answer = await refresh({ ...SAME_SITE, cookie: `theme=dark; ${cookieOf(login)}` });
    expect(answer.status).toBe(200);
    expect(answer.body.sessionId).toBe(login.body.sessionId);
    expect(cookieOf(answer)).not.toBe(cookieOf(login));
    expect((await refresh({ ...SAME_SITE, cookie: cookieOf(answer) })).status).toBe(200);
  });

  it.each([
    ['no custom header', { 'x-requested-with': undefined }],
    ['no origin', { origin: undefined }],
    ['a foreign origin', { origin: 'https://shop.example.evil.example' }],
    ['the origin null', { origin: 'null' }],
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }],
    ['a fetch from a sibling site', { 'sec-fetch-site': 'same-site' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['plain text', { 'content-type': 'text/plain' }],
  ])('[AUTH-18] is refused a refresh by its cookie with %s', async (_, changed) => {
    const login = await logIn();
    const headers = present({ ...SAME_SITE, ...changed, cookie: cookieOf(login) });
    const { status } = await refresh(headers);
    expect([403, 415]).toContain(status);
    expect((await refresh({ ...SAME_SITE, cookie: cookieOf(login) })).status).toBe(200);
  });

  it('[AUTH-18] is refused a logout that another site sends along with its cookie', async () => {
    const login = await logIn();
    const headers = {
      ...bearer(login.body.accessToken),
      cookie: cookieOf(login),
      'x-requested-with': 'fetch',
      origin: 'https://evil.example',
    };
    const answer = await accounts.request({ method: 'DELETE', path: '/api/v1/sessions/current', headers });
    expect(answer).toMatchObject({ status: 403, body: { code: 'CROSS_SITE_REQUEST' } });
    expect((await accounts.askElsewhere(login.body.accessToken)).status).toBe(200);
  });

  it('loses its cookie by logging out', async () => {
    const login = await logIn();
    const headers = { ...SAME_SITE, ...bearer(login.body.accessToken), cookie: cookieOf(login) };
    const answer = await accounts.request({ method: 'DELETE', path: '/api/v1/sessions/current', headers });
    expect(answer.status).toBe(204);
    expect(answer.headers['set-cookie']).toMatch(/^__Host-rt=; Max-Age=0; /);
  });

  it('cannot pass a refresh token in the body: that is for those who say that they are no browser', async () => {
    const { status, body } = await accounts.request({
      method: 'POST',
      path: '/api/v1/sessions/refresh',
      body: { refreshToken: 'A'.repeat(43) },
      headers: SAME_SITE,
    });
    expect({ status, code: body.code }).toEqual({ status: 401, code: 'INVALID_REFRESH_TOKEN' });
  });
});

function present(headers: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
