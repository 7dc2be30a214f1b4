import fc from 'fast-check';
import { allocate } from './allocate.ts';
import { InvalidWeights } from './money.errors.ts';
import { type Money, money, negate, sum } from './money.ts';

const eur = (amount: bigint): Money => money(amount, 'EUR');
const amountsOf = (parts: readonly Money[]): bigint[] => parts.map(({ amount }) => amount);

const totals = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
const positiveTotals = fc.bigInt({ min: 0n, max: 10n ** 15n });
const weightLists = fc
  .array(fc.oneof(fc.bigInt({ min: 0n, max: 5n }), fc.bigInt({ min: 0n, max: 10n ** 15n })), {
    minLength: 1,
    maxLength: 20,
  })
  .filter((weights) => weights.some((weight) => weight > 0n));

describe('allocate', () => {
  it('gives the first of equal weights the odd unit', () => {
    expect(amountsOf(allocate(eur(1000n), [1n, 1n, 1n]))).toEqual([334n, 333n, 333n]);
  });

  it('gives the odd unit to the largest remainder', () => {
    expect(amountsOf(allocate(eur(100n), [1n, 2n, 3n]))).toEqual([17n, 33n, 50n]);
  });

  it('gives the odd unit to the larger weight when remainders are equal', () => {
    expect(amountsOf(allocate(eur(2n), [1n, 3n]))).toEqual([0n, 2n]);
    expect(amountsOf(allocate(eur(2n), [3n, 1n]))).toEqual([2n, 0n]);
  });

  it('gives a weight of nothing nothing', () => {
    expect(amountsOf(allocate(eur(5n), [0n, 1n, 1n, 0n]))).toEqual([0n, 3n, 2n, 0n]);
  });

  it('shares nothing among no claims', () => {
    expect(allocate(eur(0n), [])).toEqual([]);
    expect(amountsOf(allocate(eur(0n), [0n, 0n]))).toEqual([0n, 0n]);
  });

  it.each([[[]], [[0n, 0n]], [[2n, -1n]]])('refuses to share an amount by the weights %p', (weights) => {
    expect(() => allocate(eur(1n), weights)).toThrow(InvalidWeights);
  });

  it('refuses a negative weight even when there is nothing to share', () => {
    expect(() => allocate(eur(0n), [1n, -1n])).toThrow(InvalidWeights);
  });

  it('loses and makes no unit', () => {
    fc.assert(
      fc.property(totals, weightLists, (total, weights) => {
        expect(sum('EUR', allocate(eur(total), weights))).toEqual(eur(total));
      }),
    );
  });

  it('makes no part negative', () => {
    fc.assert(
      fc.property(positiveTotals, weightLists, (total, weights) => {
        expect(amountsOf(allocate(eur(total), weights)).every((amount) => amount >= 0n)).toBe(true);
      }),
    );
  });

  it('keeps each part within one unit of its exact share', () => {
    fc.assert(
      fc.property(totals, weightLists, (total, weights) => {
        const whole = weights.reduce((all, weight) => all + weight, 0n);
        allocate(eur(total), weights).forEach(({ amount }, index) => {
          const distance = amount * whole - total * (weights[index] ?? 0n);
          expect(distance < whole && distance > -whole).toBe(true);
        });
      }),
    );
  });

  it('gives each weight the same in whatever order they come', () => {
    const reordered = weightLists.chain((weights) =>
      fc.tuple(fc.constant(weights), fc.shuffledSubarray(weights, { minLength: weights.length })),
    );
    const pairs = (total: bigint, weights: readonly bigint[]): string[] =>
      allocate(eur(total), weights)
        .map(({ amount }, index) => `${weights[index]}: ${amount}`)
        .toSorted();
    fc.assert(
      fc.property(totals, reordered, (total, [weights, shuffled]) => {
        expect(pairs(total, shuffled)).toEqual(pairs(total, weights));
      }),
    );
  });

  it('splits a refund as it split the sale', () => {
    fc.assert(
      fc.property(totals, weightLists, (total, weights) => {
        expect(allocate(negate(eur(total)), weights)).toEqual(allocate(eur(total), weights).map(negate));
      }),
    );
  });
});
