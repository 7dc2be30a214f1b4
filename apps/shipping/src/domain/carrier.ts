import type { Money } from '@tovar/contracts';
import type { Estimate, Method } from './method.ts';
import type { Parcel, Rate } from './rate.ts';
import { UnknownCarrier } from './shipping.errors.ts';

/** A method that delivers to a destination, and on which terms. */
export type ReachingMethod = Pick<Method, 'id' | 'code' | 'name' | 'carrier' | 'isTaxIncluded' | 'taxCategory'> & {
  readonly estimate: Estimate;
  /** The shop's own rate in the parcel's currency, where it has one. */
  readonly rate?: Rate;
};

/** A method with its price for one parcel. */
export interface PricedMethod {
  readonly method: ReachingMethod;
  readonly price: Money;
  readonly estimate: Estimate;
}

/** Who brings parcels, and says what it costs. */
export abstract class Carrier {
  /** What methods name it by. */
  abstract readonly code: string;

  /**
   * Prices of the methods that can bring the parcel, each at most once, never negative and in the parcel's currency. All
   * methods are this carrier's own and reach the destination. Throws when the carrier cannot be asked now.
   */
  abstract quote(parcel: Parcel, methods: readonly ReachingMethod[]): Promise<readonly PricedMethod[]>;
}

/** Every carrier that the shop works with. */
export class Carriers {
  private readonly byCode: ReadonlyMap<string, Carrier>;

  constructor(carriers: readonly Carrier[]) {
    this.byCode = new Map(carriers.map((carrier) => [carrier.code, carrier]));
  }

  /** Throws `UnknownCarrier`. */
  get(code: string): Carrier {
    const carrier = this.byCode.get(code);
    if (!carrier) throw new UnknownCarrier(code, [...this.byCode.keys()]);
    return carrier;
  }
}
