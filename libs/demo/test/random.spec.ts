import { Random } from '../src/random.ts';

const draw = (random: Random, count: number): number[] => Array.from({ length: count }, () => random.bits32());

describe('Random', () => {
  it('repeats itself for the same seed and differs for another', () => {
    expect(draw(Random.fromSeed(1), 5)).toEqual(draw(Random.fromSeed(1), 5));
    expect(draw(Random.fromSeed(1), 5)).not.toEqual(draw(Random.fromSeed(2), 5));
  });

  it('gives a named stream that does not depend on what was drawn before', () => {
    const fresh = Random.fromSeed(1);
    const used = Random.fromSeed(1);
    draw(used, 100);
    draw(used.stream('shoes'), 100);
    expect(draw(used.stream('hats'), 5)).toEqual(draw(fresh.stream('hats'), 5));
  });

  it('keeps streams of different paths apart', () => {
    const root = Random.fromSeed(1);
    const firsts = ['a', 'b', 'ab', 'ba', 'a/b'].map((name) => root.stream(name).bits32());
    firsts.push(root.stream('a').stream('b').bits32(), root.stream('b').stream('a').bits32());
    expect(new Set(firsts).size).toBe(firsts.length);
  });

  it('spreads whole numbers evenly over their range, both ends included', () => {
    const random = Random.fromSeed(3);
    const counts = new Map<number, number>();
    for (let index = 0; index < 6000; index += 1) {
      const face = random.integer(1, 6);
      counts.set(face, (counts.get(face) ?? 0) + 1);
    }
    expect(new Set(counts.keys())).toEqual(new Set([1, 2, 3, 4, 5, 6]));
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
  });

  it('samples different items in their original order', () => {
    const sample = Random.fromSeed(4).sample(['a', 'b', 'c', 'd', 'e'], 3);
    expect(new Set(sample).size).toBe(3);
    expect(sample).toEqual(sample.toSorted());
  });
});
