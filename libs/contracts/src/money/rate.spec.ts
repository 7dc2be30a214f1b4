import fc from 'fast-check';
import { InvalidRate } from './money.errors.ts';
import { type Money, money, negate } from './money.ts';
import { applyRate, basisPoints, rate } from './rate.ts';

const eur = (amount: bigint): Money => money(amount, 'EUR');

describe('rates', () => {
  it.each([
    [1000n, 1900, 190n],
    [1050n, 1000, 105n],
    [105n, 1000, 11n],
    [104n, 1000, 10n],
    [-105n, 1000, -11n],
    [-104n, 1000, -10n],
    [1n, 5000, 1n],
    [1n, 4999, 0n],
    [0n, 1900, 0n],
    [200n, -750, -15n],
  ])('takes of %p units %p basis points as %p, half-up', (amount, points, expected) => {
    expect(applyRate(eur(amount), basisPoints(points))).toEqual(eur(expected));
  });

  it('takes any fraction', () => {
    expect(applyRate(eur(100n), rate(1n, 3n))).toEqual(eur(33n));
    expect(applyRate(eur(200n), rate(1n, 3n))).toEqual(eur(67n));
  });

  it.each([0n, -1n])('refuses a denominator of %p', (denominator) => {
    expect(() => rate(1n, denominator)).toThrow(InvalidRate);
  });

  it.each([7.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %p basis points', (points) => {
    expect(() => basisPoints(points)).toThrow(InvalidRate);
  });

  it('is never more than half a unit off', () => {
    const amounts = fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n });
    const fractions = fc.tuple(
      fc.bigInt({ min: -(10n ** 5n), max: 10n ** 5n }),
      fc.bigInt({ min: 1n, max: 10n ** 5n }),
    );
    fc.assert(
      fc.property(amounts, fractions, (amount, [numerator, denominator]) => {
        const result = applyRate(eur(amount), rate(numerator, denominator));
        const doubleDistance = 2n * (result.amount * denominator - amount * numerator);
        expect(doubleDistance <= denominator && doubleDistance >= -denominator).toBe(true);
        expect(applyRate(negate(eur(amount)), rate(numerator, denominator))).toEqual(negate(result));
      }),
    );
  });
});
