import { Random } from '@tovar/testing';

/**
 * The `turn`-th of many draws from the same values, as from a pack of cards: each value comes once before any comes again, and
 * each time in another order. Packs of another name are shuffled otherwise.
 */
export function dealt<Value>(values: readonly Value[], turn: number, name = ''): Value {
  const pack = shuffled(values, new Random(`${name} ${values.length} ${Math.floor(turn / values.length)}`));
  const value = pack[turn % values.length];
  if (value === undefined) throw new Error('There is nothing to deal.');
  return value;
}

function shuffled<Value>(values: readonly Value[], random: Random): Value[] {
  const lots = values.map((value) => ({ value, lot: random.below(2 ** 31) }));
  return lots.toSorted((a, b) => a.lot - b.lot).map(({ value }) => value);
}
