import { ProductColumns } from './product-columns.ts';
import type { Fact } from './token-dictionary.ts';

const red: Fact = { kind: 'COLOUR', code: 'colour', value: 'red' };
const blue: Fact = { ...red, value: 'blue' };
const aProduct = (id: string, ...facts: readonly Fact[]) => ({
  id,
  categoryId: 'c',
  facts,
  prices: { EUR: 100 },
  ratingRank: 0,
});

function usesOf(columns: ProductColumns, value: string): number | undefined {
  const property = columns.dictionary.property('COLOUR', 'colour');
  return property && columns.dictionary.token(property, value)?.uses;
}

describe('the columns', () => {
  it('give a product that changes another slot, and keep its number', () => {
    const columns = new ProductColumns();
    const number = columns.put(aProduct('a', red));
    const before = columns.slotOf(number);
    expect(columns.put(aProduct('a', blue))).toBe(number);
    const after = columns.slotOf(number);
    expect([columns.isLive(before), columns.isLive(after), columns.size]).toEqual([false, true, 1]);
    expect([usesOf(columns, 'red'), usesOf(columns, 'blue')]).toEqual([0, 1]);
  });

  it('count a value once, though several variants have it', () => {
    const columns = new ProductColumns();
    columns.put(aProduct('a', red, red));
    expect(usesOf(columns, 'red')).toBe(1);
  });

  it('drop what has gone once that is most of them, and leave those that still count to their slots', () => {
    let columns = new ProductColumns();
    const kept = columns.put(aProduct('kept', red));
    const old = columns;
    for (let time = 0; time < 1_100; time += 1) columns.put(aProduct('restless', blue));
    columns = columns.compacted();
    expect([columns === old, columns.slotCount, columns.size, old.slotCount]).toEqual([false, 2, 2, 1_101]);
    expect(columns.idAt(columns.slotOf(kept))).toBe('kept');
    expect(columns.pricesIn('EUR')?.[columns.slotOf(kept)]).toBe(100);
    expect([usesOf(columns, 'red'), usesOf(columns, 'blue')]).toEqual([1, 1]);
    expect(old.idAt(0)).toBe('kept');
  });

  it('forget a product that is not shown any more', () => {
    const columns = new ProductColumns();
    const number = columns.put(aProduct('a', red));
    columns.remove(number);
    columns.remove(number);
    expect([columns.size, columns.slotOf(number), columns.dictionary.inUse('colour')]).toEqual([0, -1, []]);
  });
});
