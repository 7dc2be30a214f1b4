import { type CurrencyCode, type Money, money } from '@tovar/contracts';
import { RateFallsWithWeight, RateIsNotFlat, RateStepsOverlap } from './shipping.errors.ts';

/** What the price depends on: nothing, the parcel's weight, or what the goods cost. */
export const RATE_BASES = ['FLAT', 'BY_WEIGHT', 'BY_TOTAL'] as const;
export type RateBasis = (typeof RATE_BASES)[number];

/** A price up to and with a weight in grams or a total in minor units; without `upTo` from the step before on. */
export interface RateStep {
  readonly upTo: bigint | null;
  /** Minor units. */
  readonly price: bigint;
}

/** What a method costs in a zone, in one currency. Steps ascend; what is beyond the last one is not brought at all. */
export interface Rate {
  readonly currency: CurrencyCode;
  readonly basis: RateBasis;
  readonly steps: readonly RateStep[];
  /** Delivery is free for goods of this much or more, in minor units; null when it never is. */
  readonly freeFrom: bigint | null;
}

/** What is to be delivered. */
export interface Parcel {
  readonly weightGrams: number;
  /** The goods after their discounts. */
  readonly subtotal: Money;
}

/** What the rate says for the parcel, never negative; undefined when it is beyond the last step. */
export function priceOf({ currency, basis, steps, freeFrom }: Rate, parcel: Parcel): Money | undefined {
  const size = sizeOf(parcel, basis);
  const step = steps.find(({ upTo }) => upTo === null || size <= upTo);
  if (!step) return undefined;
  const isFree = freeFrom !== null && parcel.subtotal.amount >= freeFrom;
  return money(isFree ? 0n : step.price, currency);
}

function sizeOf({ weightGrams, subtotal }: Parcel, basis: RateBasis): bigint {
  if (basis === 'BY_TOTAL') return subtotal.amount;
  return basis === 'BY_WEIGHT' ? BigInt(weightGrams) : 0n;
}

/**
 * Refuses a rate that could be read in two ways, or that was hardly meant so. Throws `RateIsNotFlat`, `RateStepsOverlap`
 * and `RateFallsWithWeight`.
 */
export function requireSoundRate({ currency, basis, steps }: Rate): void {
  if (basis === 'FLAT' && (steps.length !== 1 || steps[0]?.upTo !== null)) throw new RateIsNotFlat(currency);
  for (const [index, step] of steps.entries()) {
    const before = steps[index - 1];
    if (!before) continue;
    if (before.upTo === null || (step.upTo !== null && step.upTo <= before.upTo)) throw new RateStepsOverlap(currency);
    if (basis === 'BY_WEIGHT' && step.price < before.price) throw new RateFallsWithWeight(currency);
  }
}
