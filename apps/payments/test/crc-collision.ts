import { crc32 } from 'node:zlib';

const PLACES = 64;

/**
 * Another text with the checksum of `original`: `around` is given padding of `@` and `A` to put into it. A CRC is linear
 * over GF(2) for texts of one length, so the places to flip are the solution of 32 equations.
 */
export function collidingText(original: Buffer, around: (padding: string) => string): Buffer {
  const textWith = (flipped: bigint) => Buffer.from(around(paddingOf(flipped)));
  const start = crc32(textWith(0n));
  const pivots = new Map<number, { effect: number; flipped: bigint }>();
  for (let place = 0; place < PLACES; place += 1) {
    const reduced = reduce(
      { effect: (crc32(textWith(1n << BigInt(place))) ^ start) >>> 0, flipped: 1n << BigInt(place) },
      pivots,
    );
    if (reduced.effect !== 0) pivots.set(topBit(reduced.effect), reduced);
  }
  const solution = reduce({ effect: (crc32(original) ^ start) >>> 0, flipped: 0n }, pivots);
  if (solution.effect !== 0) throw new Error('There are too few places to flip.');
  return textWith(solution.flipped);
}

function reduce(
  start: { effect: number; flipped: bigint },
  pivots: ReadonlyMap<number, { effect: number; flipped: bigint }>,
) {
  let { effect, flipped } = start;
  for (let bit = 31; bit >= 0; bit -= 1) {
    const pivot = pivots.get(bit);
    if (!pivot || ((effect >>> bit) & 1) === 0) continue;
    effect = (effect ^ pivot.effect) >>> 0;
    flipped ^= pivot.flipped;
  }
  return { effect, flipped };
}

function topBit(value: number): number {
  return 31 - Math.clz32(value);
}

function paddingOf(flipped: bigint): string {
  return Array.from({ length: PLACES }, (_, place) => ((flipped >> BigInt(place)) & 1n ? 'A' : '@')).join('');
}
