import type { Money, PostalAddress } from '@tovar/contracts';
import type { Destination } from './area.ts';
import type { Estimate, Method } from './method.ts';
import type { Parcel, Rate } from './rate.ts';
import { NotificationRejected } from './parcel.errors.ts';
import { UnknownCarrier } from './shipping.errors.ts';
import type { TrackingEvent } from './shipment.ts';

/** What carriers' codes look like: small letters and digits in words joined by hyphens. */
export const CARRIER_CODE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

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

/** What would have to be brought, and where to. */
export interface QuotedParcel extends Parcel {
  readonly destination: Destination;
}

/** A packed parcel, as a carrier has to know it. */
export interface PackedParcel {
  /** The shop's own number of it; the same parcel has the same when it is booked again. */
  readonly number: string;
  readonly methodCode: string;
  readonly weightGrams: number;
  readonly to: PostalAddress;
  readonly email: string | null;
  readonly items: readonly {
    readonly sku: string;
    readonly name: string;
    readonly quantity: number;
    /** Of one piece. */
    readonly value: Money;
  }[];
}

/** How a parcel stands in a carrier's books. */
export interface CarrierView {
  /** The carrier's own id of it; null where it has none. */
  readonly carrierRef: string | null;
  /** ACCEPTED to be looked at, BOOKED with a number, or REFUSED for a reason. */
  readonly booking: 'ACCEPTED' | 'BOOKED' | 'REFUSED';
  /** Known once it is BOOKED. */
  readonly trackingNumber?: string;
  readonly reason?: string;
  /** Everything that it tells of the parcel's way, also what it has told before. */
  readonly news: readonly TrackingEvent[];
}

/** Where somebody wants to pick something up: near the postal code or, without one, in the city. */
export interface PickupPlace {
  /** ISO 3166-1, two letters. */
  readonly country: string;
  readonly postalCode?: string | null;
  /** As the carrier spells it, in capitals or not. */
  readonly city?: string | null;
}

/** Where a carrier hands parcels over. */
export interface PickupPoint {
  /** What an address names it by. */
  readonly code: string;
  readonly name: string;
  /** There may be several cities of one name. */
  readonly region: string | null;
  readonly city: string;
  readonly address: string;
  readonly postalCode: string | null;
  /** As the carrier writes it. */
  readonly openingHours: string | null;
  /** Degrees, WGS 84. */
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** What somebody sends who says that he is the carrier. */
export interface CarrierNotification {
  /** The end of the address that it was sent to. */
  readonly secret: string;
  readonly body: unknown;
}

/** Where a notification tells us to look; what else it says is not believed. */
export interface CarrierHint {
  /** The same for the same notification, sent again. */
  readonly eventId: string;
  /** Null when it is about something that shipping does not follow. */
  readonly carrierRef: string | null;
}

/** Who brings parcels, says what it costs, and where they are. Throws `CarrierSilent` when it cannot be asked now. */
export abstract class Carrier {
  /** What methods name it by. */
  abstract readonly code: string;

  /** Whether it tells of a parcel's way when it is asked; of others, staff do. */
  abstract readonly isWatched: boolean;

  /**
   * Prices of the methods that can bring the parcel, each at most once, never negative and in the parcel's currency. All
   * methods are this carrier's own and reach the destination.
   */
  abstract quote(parcel: QuotedParcel, methods: readonly ReachingMethod[]): Promise<readonly PricedMethod[]>;

  /** Takes the parcel into its books, once for each number, however often it is asked. */
  abstract book(parcel: PackedParcel): Promise<CarrierView>;

  /** How a parcel that it has accepted stands now. */
  abstract look(carrierRef: string): Promise<CarrierView>;

  /** Forgets a parcel that it has not been handed yet; one that it does not know is forgotten. */
  abstract callBack(carrierRef: string): Promise<void>;

  /** Its own label as a PDF; null where the shop prints one, undefined as long as it is being made. */
  abstract label(carrierRef: string): Promise<Uint8Array | null | undefined>;

  /** Where it hands parcels over near a place, each once; none where it brings everything to the door. */
  async pickupPoints(_place: PickupPlace): Promise<readonly PickupPoint[]> {
    return [];
  }

  /** What a notification is about, once it has proved to come from the carrier. Throws `NotificationRejected`. */
  hint(_notification: CarrierNotification): CarrierHint {
    throw new NotificationRejected('this carrier sends none');
  }
}

/** Every carrier that the shop works with. */
export class Carriers {
  private readonly byCode: ReadonlyMap<string, Carrier>;

  constructor(carriers: readonly Carrier[]) {
    this.byCode = new Map(carriers.map((carrier) => [carrier.code, carrier]));
  }

  has(code: string): boolean {
    return this.byCode.has(code);
  }

  /** Throws `UnknownCarrier`. */
  get(code: string): Carrier {
    const carrier = this.byCode.get(code);
    if (!carrier) throw new UnknownCarrier(code, [...this.byCode.keys()]);
    return carrier;
  }
}
