/** The same number for the same words, in every process; below 2³². */
export function hashOf(...words: readonly unknown[]): number {
  let hash = 0x811c9dc5;
  for (const character of words.join('\u0001')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  // Similar words must not have similar numbers.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** Chance with a memory: two of one seed make the same choices. */
export class Random {
  #drawn = 0;

  constructor(private readonly seed: number | string) {}

  below(limit: number): number {
    this.#drawn += 1;
    return hashOf(this.seed, this.#drawn) % limit;
  }

  /** True that many times out of a hundred. */
  percent(percent: number): boolean {
    return this.below(100) < percent;
  }

  pick<Value>(values: readonly Value[]): Value {
    const value = values[this.below(values.length)];
    if (value === undefined) throw new Error('There is nothing to pick from.');
    return value;
  }
}
