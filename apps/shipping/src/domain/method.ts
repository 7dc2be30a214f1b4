import type { TaxCategory } from '@tovar/contracts';
import { type Rate, requireSoundRate } from './rate.ts';
import { RateMissing } from './shipping.errors.ts';

/** Working days from an order's payment to the door. */
export interface Estimate {
  readonly minDays: number;
  readonly maxDays: number;
}

/** On which terms a method delivers to a zone; a rate for each currency. */
export interface ServedZone {
  readonly zoneId: string;
  readonly estimate: Estimate;
  readonly rates: readonly Rate[];
}

/** How something is delivered. */
export interface Method {
  readonly id: string;
  /** Stable, for people and integrations: `courier`, `pickup`. */
  readonly code: string;
  readonly name: { readonly en: string; readonly ru: string };
  /** Who brings it: a code of one of the shop's carriers. */
  readonly carrier: string;
  /** False for one that nobody is offered for now. */
  readonly isEnabled: boolean;
  readonly isTaxIncluded: boolean;
  readonly taxCategory: TaxCategory;
  readonly zones: readonly ServedZone[];
  readonly version: number;
}

export type MethodFields = Omit<Method, 'id' | 'version'>;

/** Throws `RateMissing` for a zone without a price, and what `requireSoundRate` throws. */
export function requireSoundZones(zones: readonly ServedZone[]): void {
  for (const { zoneId, rates } of zones) {
    if (rates.length === 0) throw new RateMissing(zoneId);
    rates.forEach(requireSoundRate);
  }
}
