import type { Conditions } from '@tovar/platform';
import { covers, requireCovered } from './delegation.ts';

const REFUND = 'payments:refund:any';
const eur = (amount: string): Conditions => ({ maxAmount: { amount, currency: 'EUR' } });
const grant = (when?: Conditions) => ({ scope: REFUND, ...(when ? { when } : {}) });

describe('what somebody has', () => {
  it.each<[string, Conditions | undefined, Conditions | undefined]>([
    ['everything, everything', undefined, undefined],
    ['everything, a part', undefined, eur('1')],
    ['a part, the same', eur('100'), eur('100')],
    ['a part, a smaller one', eur('100'), eur('99')],
    ['a part, one with more conditions', eur('100'), { ...eur('100'), own: true }],
    ['states, fewer of them', { states: ['A', 'B'] }, { states: ['B'] }],
  ])('covers: %s', (_what, mine, given) => {
    expect(covers(grant(mine), grant(given))).toBe(true);
  });

  it.each<[string, Conditions | undefined, Conditions | undefined]>([
    ['a part, everything', eur('100'), undefined],
    ['a part, a larger one', eur('100'), eur('101')],
    ['a part, another currency', eur('100'), { maxAmount: { amount: '1', currency: 'JPY' } }],
    ['a part, another condition', eur('100'), { states: ['A'] }],
    ['states, another one', { states: ['A'] }, { states: ['A', 'B'] }],
    ['own, any', { own: true }, { states: ['A'] }],
  ])('does not cover: %s', (_what, mine, given) => {
    expect(covers(grant(mine), grant(given))).toBe(false);
  });

  it('of any thing covers the own ones, and not the other way', () => {
    const [any, own] = [{ scope: 'orders:read:any' }, { scope: 'orders:read:own' }];
    expect([covers(any, own), covers(own, any)]).toEqual([true, false]);
  });

  it('is named when it is not enough', () => {
    const given = [grant(), { scope: 'status:read:any' }];
    expect(() => requireCovered([grant()], given)).toThrow(
      expect.objectContaining({ code: 'BEYOND_OWN_SCOPES', scopes: ['status:read:any'] }),
    );
    expect(() => requireCovered([], [])).not.toThrow();
  });
});
