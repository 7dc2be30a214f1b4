import { Injectable } from '@nestjs/common';
import { shipShipment } from '../domain/parcel-decisions.ts';
import { newParcel } from './book-shipment.ts';
import type { ShipShipmentInput } from './parcel-input.ts';
import { SendParcel } from './send-parcel.ts';

/** A parcel leaves the shop; what is not named of it waits in another one. */
@Injectable()
export class ShipShipment {
  constructor(private readonly sending: SendParcel) {}

  /** Throws `NotFound`, `VersionConflict`, `ShipmentNotPending`, `NotInParcel`, `BookingUnderWay` and `OrderNotShippable`. */
  execute(
    { shipmentId, expectedVersion, lines, trackingNumber }: ShipShipmentInput,
    { staffId }: { staffId: string },
  ): Promise<void> {
    const rest = newParcel(new Date());
    const part = { shipmentId, expectedVersion, lines: lines ?? undefined, rest, at: rest.now };
    return this.sending.execute(shipmentId, (fulfillment) => ({
      by: { kind: 'staff', id: staffId },
      events: shipShipment(fulfillment, { ...part, trackingNumber: trackingNumber ?? null }),
    }));
  }
}
