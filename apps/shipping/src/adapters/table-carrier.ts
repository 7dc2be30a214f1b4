import {
  Carrier,
  type CarrierView,
  type PackedParcel,
  type PricedMethod,
  type QuotedParcel,
  type ReachingMethod,
} from '../domain/carrier.ts';
import { priceOf } from '../domain/rate.ts';

/** A carrier without a contract: it takes what the shop's own rates say, and staff say where its parcels are. */
export class TableCarrier extends Carrier {
  readonly code: string = 'table';
  readonly isWatched = false;

  async quote(parcel: QuotedParcel, methods: readonly ReachingMethod[]): Promise<readonly PricedMethod[]> {
    return methods.flatMap((method) => {
      const price = method.rate && priceOf(method.rate, parcel);
      return price ? [{ method, price, estimate: method.estimate }] : [];
    });
  }

  async book({ number }: PackedParcel): Promise<CarrierView> {
    return { carrierRef: number, booking: 'BOOKED', trackingNumber: number, news: [] };
  }

  async look(carrierRef: string): Promise<CarrierView> {
    return { carrierRef, booking: 'BOOKED', trackingNumber: carrierRef, news: [] };
  }

  async callBack(): Promise<void> {
    // It has no books of its own.
  }

  async label(): Promise<null> {
    return null;
  }
}
