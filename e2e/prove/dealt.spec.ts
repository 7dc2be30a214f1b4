import { dealt } from './dealt.ts';

const VALUES = ['a', 'b', 'c', 'd', 'e'];
const hand = (from: number): string[] => VALUES.map((_, index) => dealt(VALUES, from + index));

describe('what is dealt', () => {
  it('comes once before any comes again', () => {
    for (const pack of [0, 1, 2, 3]) expect(hand(pack * VALUES.length).toSorted()).toEqual(VALUES);
  });

  it('comes in another order each time', () => {
    const orders = new Set(Array.from({ length: 20 }, (_, pack) => hand(pack * VALUES.length).join('')));
    expect(orders.size).toBeGreaterThan(10);
  });

  it('comes in another order from a pack of another name', () => {
    const named = (name: string) => Array.from({ length: 30 }, (_, turn) => dealt(VALUES, turn, name)).join('');
    expect(named('one')).not.toBe(named('other'));
  });

  it('is the same for the same turn', () => {
    expect(hand(20_270_101)).toEqual(hand(20_270_101));
  });
});
