import { floor, imul, min } from './arithmetic.ts';

/**
 * A seeded source of chance (sfc32) that can be split into named streams. A stream depends only on the seed and its own
 * path of names, never on how much was drawn elsewhere: a new product type gets its own stream and moves nobody else's.
 */
export class Random {
  private readonly key: Key;
  private a: number;
  private b: number;
  private c: number;
  private counter: number;

  private constructor(key: Key) {
    this.key = key;
    [this.a, this.b, this.c, this.counter] = key;
    // sfc32 needs a few rounds until close keys give unrelated numbers.
    for (let round = 0; round < 12; round += 1) this.bits32();
  }

  static fromSeed(seed: number): Random {
    return new Random(mix(ROOT, String(seed)));
  }

  /** The stream of that name: the same numbers every time it is asked for, whatever was drawn from this one. */
  stream(name: string): Random {
    return new Random(mix(this.key, name));
  }

  /** An unsigned integer of 32 random bits. */
  bits32(): number {
    const sum = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** A number in [0, 1). */
  fraction(): number {
    return this.bits32() / 2 ** 32;
  }

  /** A number in [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.fraction();
  }

  /** A whole number from low to high, both included. */
  integer(low: number, high: number): number {
    return low + floor(this.fraction() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.integer(0, items.length - 1)];
    if (item === undefined) throw new RangeError('There is nothing to pick from.');
    return item;
  }

  /** `count` different items in their original order; all of them when there are no more. */
  sample<T>(items: readonly T[], count: number): T[] {
    let wanted = min(count, items.length);
    let left = items.length;
    return items.filter(() => {
      const isTaken = this.fraction() * left < wanted;
      left -= 1;
      if (isTaken) wanted -= 1;
      return isTaken;
    });
  }
}

type Key = readonly [number, number, number, number];

const ROOT: Key = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x85ebca6b];

/** Hashes a name into the key of its parent: four lanes over every character, then an avalanche across the lanes. */
function mix(key: Key, name: string): Key {
  let [a, b, c, d] = key;
  for (let index = 0; index < name.length; index += 1) {
    const code = name.charCodeAt(index);
    a = b ^ imul(a ^ code, 0x2c1b3c6d);
    b = c ^ imul(b ^ code, 0x297a2d39);
    c = d ^ imul(c ^ code, 0x1b56c4e9);
    d = a ^ imul(d ^ code, 0x7feb352d);
  }
  const all = avalanche(a ^ b ^ c ^ d ^ name.length);
  return [avalanche(a ^ all), avalanche(b + all), avalanche(c ^ (all >>> 7)), avalanche(d + (all << 3))];
}

function avalanche(value: number): number {
  let bits = value;
  bits = imul(bits ^ (bits >>> 16), 0x21f0aaad);
  bits = imul(bits ^ (bits >>> 15), 0x735a2d97);
  return bits ^ (bits >>> 15);
}
