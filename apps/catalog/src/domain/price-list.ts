import type { VariantPrice } from './product.ts';

/** An entry of a variant's prices that begins later, and may end by itself: then what was there before is back. */
export interface ScheduledPrice extends VariantPrice {
  readonly variantId: string;
  readonly validFrom: Date;
  readonly validTo: Date | null;
}

/** The moments at which a price begins or ends, each once. */
export function momentsOf(prices: readonly ScheduledPrice[]): Date[] {
  const times = prices.flatMap(({ validFrom, validTo }) => [
    validFrom.getTime(),
    ...(validTo ? [validTo.getTime()] : []),
  ]);
  return [...new Set(times)].map((time) => new Date(time));
}

/** The append-only entries of all variants' prices. */
export abstract class PriceList {
  /** Stored with the open transaction. Throws `PriceBeginsTwice` for two that begin at the same moment. */
  abstract add(prices: readonly ScheduledPrice[]): Promise<void>;
}
