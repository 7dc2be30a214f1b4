import { PasswordRefused } from './accounts.errors.ts';
import { commonPasswords, isCommon } from './common-passwords.ts';
import { requireGoodPassword } from './password-rules.ts';

const OWNER = { email: 'anna.smith@example.com', displayName: 'Anna Smith' };

function faultOf(password: string, owner = OWNER): string | undefined {
  try {
    requireGoodPassword(password, owner);
    return undefined;
  } catch (error) {
    if (error instanceof PasswordRefused) return error.reason;
    throw error;
  }
}

describe('[AUTH-09] a password', () => {
  it.each([
    ['of eight characters', 'tq8-vxw!'],
    ['of 128 characters', 'Marsh-Heron '.repeat(11).slice(0, 128)],
    ['of one kind of character', 'wobblingmagentakettles'],
    ['with spaces', 'a kettle of wobbling herons'],
    ['in another script', 'жук летит над болотом'],
    ['of pictures', '🦩🦆🦉🐸🦔🦇🐝🦋'],
  ])('%s is good', (_, password) => {
    expect(faultOf(password)).toBeUndefined();
  });

  it('counts characters as people do, not UTF-16 units', () => {
    expect(faultOf('🦩🦆🦉🐸🦔🦇🐝')).toBe('too-short');
    expect(faultOf('🦩🦆🦉🐸'.repeat(32))).toBeUndefined();
    expect(faultOf('🦩🦆🦉🐸'.repeat(32) + '🦩')).toBe('too-long');
  });

  it('counts after bringing it into its normal form', () => {
    expect(faultOf('e\u0301e\u0301e\u0301e\u0301xyz')).toBe('too-short');
    expect(faultOf('ﬀﬁtqvwx')).toBeUndefined();
  });

  it.each(['seven77', ''])('is refused when it is too short: "%s"', (password) => {
    expect(faultOf(password)).toBe('too-short');
  });

  it.each([
    'password',
    'PASSWORD1',
    'P@ssw0rd!',
    'qwerty123',
    '12345678',
    'iloveyou',
    'пароль123',
    'Summer2024',
    'dragondragon',
    'ｐａｓｓｗｏｒｄ',
  ])('is refused when it is common: %s', (password) => {
    expect(faultOf(password)).toBe('common');
  });

  it.each(['anna.smith@example.com', 'Anna.Smith', 'annasmith1990', 'ANNA SMITH!!', 'smith-1990-07', 'example.com'])(
    'is refused when it is made of its owner: %s',
    (password) => {
      expect(faultOf(password)).toBe('own-name-or-email');
    },
  );

  it('may contain the name among other words', () => {
    expect(faultOf('anna paints herons')).toBeUndefined();
  });

  it('made of digits alone is no name', () => {
    expect(faultOf('8203561947', { email: 'x@example.com', displayName: '77' })).toBeUndefined();
  });
});

describe('[AUTH-09] the common passwords', () => {
  it('are more than three thousand of those that would be long enough', () => {
    const all = new Set(commonPasswords());
    expect(all.size).toBeGreaterThan(3_000);
    expect([...all].filter((password) => password.length < 8)).toEqual([]);
  });

  it('are all found', () => {
    expect([...commonPasswords()].filter((password) => !isCommon(password))).toEqual([]);
  });
});
