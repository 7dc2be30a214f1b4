import { createHash, timingSafeEqual } from 'node:crypto';

/** What is stored of a guest's token: enough to recognise it, too little to use it. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** Takes as long for a wrong token as for the right one. */
export function isTokenOf(hash: string, token: string): boolean {
  const expected = Buffer.from(hash);
  const actual = Buffer.from(hashOf(token));
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}
