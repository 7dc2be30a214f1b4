import { money } from '@tovar/contracts';
import fc from 'fast-check';
import { type Parcel, priceOf, type Rate, RATE_BASES, type RateStep, requireSoundRate } from './rate.ts';
import { RateFallsWithWeight, RateIsNotFlat, RateStepsOverlap } from './shipping.errors.ts';

const aRate = (rate: Partial<Rate> = {}): Rate => ({
  currency: 'EUR',
  basis: 'BY_WEIGHT',
  steps: [
    { upTo: 1_000n, price: 490n },
    { upTo: 5_000n, price: 790n },
  ],
  freeFrom: null,
  ...rate,
});
const aParcel = (weightGrams: number, goods = 1_000n): Parcel => ({ weightGrams, subtotal: money(goods, 'EUR') });
const price = (rate: Rate, parcel: Parcel): bigint | undefined => priceOf(rate, parcel)?.amount;

describe('a rate', () => {
  it.each([
    [0, 490n],
    [1_000, 490n],
    [1_001, 790n],
    [5_000, 790n],
    [5_001, undefined],
  ])('by weight says for %i g %s', (weight, expected) => {
    expect(price(aRate(), aParcel(weight))).toBe(expected);
  });

  it('without an end brings whatever there is', () => {
    const rate = aRate({
      steps: [
        { upTo: 1_000n, price: 490n },
        { upTo: null, price: 990n },
      ],
    });
    expect(price(rate, aParcel(90_000_000))).toBe(990n);
  });

  it('by total looks at the goods, whatever they weigh', () => {
    const rate = aRate({
      basis: 'BY_TOTAL',
      steps: [
        { upTo: 5_000n, price: 490n },
        { upTo: null, price: 190n },
      ],
    });
    expect([4_999n, 5_000n, 5_001n].map((goods) => price(rate, aParcel(99, goods)))).toEqual([490n, 490n, 190n]);
  });

  it('is free from its amount on, but only for what it brings', () => {
    const rate = aRate({ freeFrom: 5_000n });
    expect(price(rate, aParcel(100, 4_999n))).toBe(490n);
    expect(price(rate, aParcel(100, 5_000n))).toBe(0n);
    expect(price(rate, aParcel(9_000, 5_000n))).toBeUndefined();
  });

  it('is in its currency', () => {
    expect(priceOf(aRate({ currency: 'EUR' }), aParcel(1))).toEqual(money(490n, 'EUR'));
  });

  it.each([
    ['of two steps when it is flat', aRate({ basis: 'FLAT' }), RateIsNotFlat],
    ['with an end when it is flat', aRate({ basis: 'FLAT', steps: [{ upTo: 9n, price: 1n }] }), RateIsNotFlat],
    ['with a step that ends where the one before does', stepsUpTo(5n, 5n), RateStepsOverlap],
    ['with a step that ends before the one before', stepsUpTo(5n, 4n), RateStepsOverlap],
    ['with a step behind one without an end', stepsUpTo(null, 4n), RateStepsOverlap],
    ['with two steps without an end', stepsUpTo(null, null), RateStepsOverlap],
    [
      'that asks less for more weight',
      aRate({
        steps: [
          { upTo: 1n, price: 2n },
          { upTo: 2n, price: 1n },
        ],
      }),
      RateFallsWithWeight,
    ],
  ])('is refused %s', (_, rate, refusal) => {
    expect(() => requireSoundRate(rate)).toThrow(refusal);
  });

  it('may ask less for dearer goods', () => {
    const rate = aRate({
      basis: 'BY_TOTAL',
      steps: [
        { upTo: 1n, price: 2n },
        { upTo: null, price: 1n },
      ],
    });
    expect(() => requireSoundRate(rate)).not.toThrow();
  });
});

describe('any sound rate', () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 15n });
  const ends = fc
    .uniqueArray(amount, { minLength: 1, maxLength: 8 })
    .map((all) => all.toSorted((a, b) => (a < b ? -1 : 1)));
  const prices = fc.array(amount, { minLength: 9, maxLength: 9 });

  const rates: fc.Arbitrary<Rate> = fc
    .record({
      basis: fc.constantFrom(...RATE_BASES),
      ends,
      prices,
      isOpen: fc.boolean(),
      freeFrom: fc.option(fc.bigInt({ min: 1n, max: 10n ** 15n })),
    })
    .map(({ basis, ends: upTos, prices: drawn, isOpen, freeFrom }) => {
      const sorted = basis === 'BY_WEIGHT' ? drawn.toSorted((a, b) => (a < b ? -1 : 1)) : drawn;
      const steps: RateStep[] = upTos.map((upTo, index) => ({ upTo, price: sorted[index] ?? 0n }));
      const open = { upTo: null, price: sorted.at(-1) ?? 0n };
      if (basis === 'FLAT') return aRate({ basis, steps: [open], freeFrom });
      return aRate({ basis, steps: isOpen ? [...steps, open] : steps, freeFrom });
    });
  const parcels = fc.record({ weightGrams: fc.nat(), subtotal: amount.map((goods) => money(goods, 'EUR')) });

  it('is taken for one', () => {
    fc.assert(fc.property(rates, (rate) => requireSoundRate(rate)));
  });

  it('never asks for less than nothing, and says nothing but what stands in it', () => {
    fc.assert(
      fc.property(rates, parcels, (rate, parcel) => {
        const asked = price(rate, parcel);
        const possible = [undefined, 0n, ...rate.steps.map((step) => step.price)];
        expect(possible).toContain(asked);
        expect(asked ?? 0n).toBeGreaterThanOrEqual(0n);
      }),
    );
  });

  it('by weight never asks less for the heavier of two parcels, nor brings it when it does not bring the lighter one', () => {
    const byWeight = rates.filter(({ basis }) => basis === 'BY_WEIGHT');
    fc.assert(
      fc.property(byWeight, parcels, fc.nat(), (rate, parcel, more) => {
        const lighter = price(rate, parcel);
        const heavier = price(rate, { ...parcel, weightGrams: parcel.weightGrams + more });
        if (heavier === undefined) return;
        expect(lighter).toBeDefined();
        expect(heavier).toBeGreaterThanOrEqual(lighter ?? 0n);
      }),
    );
  });

  it('is free for all goods of at least its amount that it brings', () => {
    fc.assert(
      fc.property(rates, parcels, (rate, parcel) => {
        const asked = price(rate, parcel);
        const isFree = rate.freeFrom !== null && parcel.subtotal.amount >= rate.freeFrom;
        if (isFree && asked !== undefined) expect(asked).toBe(0n);
      }),
    );
  });
});

function stepsUpTo(...upTos: (bigint | null)[]): Rate {
  return aRate({ basis: 'BY_TOTAL', steps: upTos.map((upTo) => ({ upTo, price: 1n })) });
}
