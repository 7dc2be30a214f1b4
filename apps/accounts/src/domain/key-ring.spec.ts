import { ACCESS_TOKEN_LIFE_MS } from '@tovar/platform';
import { NextKeyTooYoung } from './accounts.errors.ts';
import {
  type KeyRing,
  NEXT_KEY_KNOWN_AFTER_MS,
  publishedKeys,
  REPLICAS_KNOW_AFTER_MS,
  rotate,
  type SigningKey,
} from './key-ring.ts';

const NOW = Date.parse('2026-03-01T10:00:00Z');

function aKey(kid: string, publishedAt = 0): SigningKey {
  return { kid, jwk: { kty: 'OKP', crv: 'Ed25519', x: `x-${kid}`, d: `d-${kid}` }, publishedAt };
}

function aRing(): KeyRing {
  return { current: aKey('a'), next: aKey('b'), retired: [] };
}

const kidsOf = (ring: KeyRing, now: number) => publishedKeys(ring, now).map(({ kid }) => kid);

describe('a key ring', () => {
  it('publishes the current and the next key, by their public halves', () => {
    expect(publishedKeys(aRing(), NOW)).toEqual([
      { kty: 'OKP', crv: 'Ed25519', x: 'x-a', kid: 'a', alg: 'EdDSA', use: 'sig' },
      { kty: 'OKP', crv: 'Ed25519', x: 'x-b', kid: 'b', alg: 'EdDSA', use: 'sig' },
    ]);
  });

  it('signs with the next key once it has rotated', () => {
    const ring = rotate(aRing(), aKey('c', NOW), NOW);
    expect([ring.current.kid, ring.next.kid]).toEqual(['b', 'c']);
  });

  it('forgets the private half of a retired key', () => {
    expect(JSON.stringify(rotate(aRing(), aKey('c', NOW), NOW).retired)).not.toContain('d-a');
  });

  it('[AUTH-03] publishes a retired key until the last token of the last replica has ended, and no longer', () => {
    const ring = rotate(aRing(), aKey('c', NOW), NOW);
    const lastSigned = NOW + REPLICAS_KNOW_AFTER_MS;
    expect(kidsOf(ring, lastSigned + ACCESS_TOKEN_LIFE_MS)).toEqual(['b', 'c', 'a']);
    expect(kidsOf(ring, lastSigned + ACCESS_TOKEN_LIFE_MS + 120_000)).toEqual(['b', 'c']);
  });

  it('drops what is needed no more at the next rotation', () => {
    const once = rotate(aRing(), aKey('c', NOW), NOW);
    const later = NOW + ACCESS_TOKEN_LIFE_MS * 2;
    expect(rotate(once, aKey('d', later), later).retired.map(({ kid }) => kid)).toEqual(['b']);
  });

  it('[AUTH-03] does not sign with a key that some verifier may not know yet', () => {
    const ring = rotate(aRing(), aKey('c', NOW), NOW);
    expect(() => rotate(ring, aKey('d', NOW), NOW + NEXT_KEY_KNOWN_AFTER_MS - 1)).toThrow(NextKeyTooYoung);
    expect(rotate(ring, aKey('d', NOW), NOW + NEXT_KEY_KNOWN_AFTER_MS).current.kid).toBe('c');
  });
});
