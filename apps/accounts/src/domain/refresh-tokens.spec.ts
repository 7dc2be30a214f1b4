import { RefreshTokens } from './refresh-tokens.ts';

const tokens = new RefreshTokens(Buffer.alloc(32, 1));
const first = tokens.first(Buffer.alloc(32, 2));

describe('refresh tokens', () => {
  it('have 256 bits', () => {
    expect(Buffer.from(first, 'base64url')).toHaveLength(32);
    expect(Buffer.from(tokens.successorOf(first), 'base64url')).toHaveLength(32);
  });

  it('have one successor each, whoever asks', () => {
    expect(tokens.successorOf(first)).toBe(new RefreshTokens(Buffer.alloc(32, 1)).successorOf(first));
    expect(tokens.successorOf(first)).not.toBe(first);
    expect(tokens.successorOf(tokens.successorOf(first))).not.toBe(tokens.successorOf(first));
  });

  it('are not followed by anybody without the secret', () => {
    expect(new RefreshTokens(Buffer.alloc(32, 3)).successorOf(first)).not.toBe(tokens.successorOf(first));
  });

  it('are stored by a hash from which nothing follows', () => {
    const hash = tokens.hashOf(first);
    expect(hash).toHaveLength(32);
    expect(hash.toString('base64url')).not.toBe(first);
    expect(tokens.successorOf(hash.toString('base64url'))).not.toBe(tokens.successorOf(first));
  });
});
