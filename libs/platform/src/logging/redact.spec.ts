import { vi } from 'vitest';
import { redact } from './redact.ts';

const JWT = 'eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
const shown = (value: unknown): string => JSON.stringify(redact(value));

describe('a redacted log entry', () => {
  it.each([
    'password',
    'passwd',
    'newPassword',
    'client_secret',
    'LINK_SECRET',
    'accessToken',
    'refresh_token',
    'authorization',
    'Set-Cookie',
    'apiKey',
    'api_key',
    'x-api-key',
    'x-tovar-link-key',
    'privateKey',
    'cardNumber',
    'cvc',
    'email',
    'e-mail',
    'phoneNumber',
    'birthday',
    'shippingAddress',
    'givenName',
    'first_name',
    'surname',
  ])('hides the value of %s, whatever it is', (name) => {
    expect(redact({ [name]: 'p@ss', other: { [name]: { nested: 'p@ss' } } })).toEqual({
      [name]: '[hidden]',
      other: { [name]: '[hidden]' },
    });
  });

  it.each(['orderId', 'sku', 'status', 'amountMinor', 'passed', 'compass', 'name', 'code', 'key'])(
    'shows the value of %s',
    (name) => {
      expect(redact({ [name]: 'shown' })).toEqual({ [name]: 'shown' });
    },
  );

  it.each([
    ['an e-mail address', 'sent to anna.k+shop@mail.example.org today', 'sent to [e-mail] today'],
    ['an access token', `token ${JWT} refused`, 'token [token] refused'],
    ['a bearer token', 'header Authorization: Bearer abc.DEF-123', 'header Authorization: Bearer [hidden]'],
    ['basic credentials', 'Basic dXNlcjpwdw==', 'Basic [hidden]'],
    ['the password of an address', 'postgres://tovar:s3cr3t@db:5432/tovar', 'postgres://tovar:[hidden]@db:5432/tovar'],
    ['a token in an address', 'GET /orders/1?token=abc123&page=2', 'GET /orders/1?token=[hidden]&page=2'],
    [
      'a login code in an address',
      'https://shop.example/return?code=4711',
      'https://shop.example/return?code=[hidden]',
    ],
  ])('hides %s in a text', (_what, text, safe) => {
    expect(redact(text)).toBe(safe);
    expect(redact({ list: [{ text }] })).toEqual({ list: [{ text: safe }] });
  });

  it('leaves other texts as they are', () => {
    const text = 'GET /products?category=shoes&page=2 answered 200 at 12:30:00 for order A-17';
    expect(redact(text)).toBe(text);
  });

  it('hides secrets in errors, in their causes and stacks, and keeps their codes', () => {
    const cause = Object.assign(new Error('Key (email)=(anna@example.org) already exists.'), {
      code: '23505',
      detail: 'anna@example.org',
    });
    const error = new Error(`cannot log in with ${JWT}`, { cause });
    const redacted = redact(error) as { cause: object; stack: string };
    expect(JSON.stringify(redacted)).not.toContain('anna@');
    expect(JSON.stringify(redacted)).not.toContain(JWT);
    expect(redacted.cause).toMatchObject({ message: 'Key (email)=([e-mail]) already exists.', code: '23505' });
    expect(redacted.stack).toContain('redact.spec.ts');
  });

  it('looks into errors of several, maps and sets', () => {
    expect(shown(new AggregateError([new Error('to anna@example.org')], 'two failed'))).not.toContain('anna@');
    expect(redact(new Map([['password', 'a']]))).toEqual({ password: '[hidden]' });
    expect(redact(new Set(['anna@example.org']))).toEqual(['[e-mail]']);
  });

  it('writes what JSON cannot hold', () => {
    expect(redact({ amount: 12n, at: new Date(0), body: Buffer.from('secret bytes') })).toEqual({
      amount: '12',
      at: '1970-01-01T00:00:00.000Z',
      body: '[12 bytes]',
    });
  });

  it('ends with circles and with very deep values', () => {
    const circle: Record<string, unknown> = { name: 'circle' };
    circle.self = circle;
    expect(shown(circle)).toContain('[deep]');
  });

  it('does not change what it is given', () => {
    const given = { password: 'a', list: ['anna@example.org'] };
    redact(given);
    expect(given).toEqual({ password: 'a', list: ['anna@example.org'] });
  });

  it.each([
    ['letters', 'a'.repeat(200_000)],
    ['beginnings of tokens', 'eyJ-'.repeat(50_000)],
    ['beginnings of addresses', '://a:'.repeat(40_000)],
    ['at signs', 'a@'.repeat(100_000)],
  ])('searches no more than the beginning of a long text of %s', (_what, text) => {
    const replace = vi.spyOn(String.prototype, 'replace');
    const shortened = redact(text);
    const searched = replace.mock.contexts.map((each) => String(each).length);
    replace.mockRestore();
    expect(searched.length).toBeGreaterThan(0);
    expect(Math.max(...searched)).toBeLessThanOrEqual(10_001);
    expect(shortened).toBe(`${String(redact(text.slice(0, 10_000)))}…`);
  });
});
