import { OneTimeTokens } from './one-time-tokens.ts';

describe('a one-time token', () => {
  const tokens = new OneTimeTokens(Buffer.from('of the shop'));
  const token = tokens.tokenOf('reset-password', 'a');

  it('is the same whenever it is asked for, so that a mail can be sent again', () => {
    expect(tokens.tokenOf('reset-password', 'a')).toBe(token);
  });

  it('[AUTH-12] has 256 bits, and differs by purpose, by id and by shop', () => {
    const others = [
      tokens.tokenOf('verify-email', 'a'),
      tokens.tokenOf('reset-password', 'b'),
      new OneTimeTokens(Buffer.from('of another')).tokenOf('reset-password', 'a'),
    ];
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(new Set([token, ...others]).size).toBe(4);
  });

  it('is not its hash', () => {
    expect(tokens.hashOf(token)).toHaveLength(32);
    expect(tokens.hashOf(token).toString('base64url')).not.toBe(token);
  });
});
