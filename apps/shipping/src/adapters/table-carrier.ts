import { Carrier, type PricedMethod, type ReachingMethod } from '../domain/carrier.ts';
import { type Parcel, priceOf } from '../domain/rate.ts';

/** A carrier without a contract: it takes what the shop's own rates say. */
export class TableCarrier extends Carrier {
  readonly code = 'table';

  async quote(parcel: Parcel, methods: readonly ReachingMethod[]): Promise<readonly PricedMethod[]> {
    return methods.flatMap((method) => {
      const price = method.rate && priceOf(method.rate, parcel);
      return price ? [{ method, price, estimate: method.estimate }] : [];
    });
  }
}
