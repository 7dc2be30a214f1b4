import { Injectable } from '@nestjs/common';
import { Idempotency, type IdempotentResult, NotFound } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import type { Fulfillment } from '../domain/fulfillment.ts';
import { type Decision, FulfillmentRepository } from '../domain/fulfillment.repository.ts';
import { cancelShipment, openShipment, shipmentOf, tellOfShipment } from '../domain/parcel-decisions.ts';
import { newParcel } from './book-shipment.ts';
import type { CancelShipmentInput, OpenShipmentInput, TrackShipmentInput } from './parcel-input.ts';
import type { StaffCall } from './staff-call.ts';

/** What staff do about parcels besides sending them. */
@Injectable()
export class ChangeParcel {
  constructor(
    private readonly fulfillments: FulfillmentRepository,
    private readonly idempotency: Idempotency,
  ) {}

  /** A parcel for what is in no other, after one was cancelled. Throws `NotFound` and `NothingToSend`. */
  open(
    { orderId, lines }: OpenShipmentInput,
    { staffId, idempotencyKey: key = uuidv7() }: StaffCall,
  ): Promise<IdempotentResult<{ id: string }>> {
    const call = { principal: staffId, operation: 'openShipment', key, payload: { orderId, lines } };
    return this.idempotency.once(call, async () => {
      const parcel = newParcel(new Date());
      await this.fulfillments.update(orderId, parcel.now, (fulfillment) => ({
        by: { kind: 'staff', id: staffId },
        events: openShipment(fulfillment, parcel, lines ?? undefined),
      }));
      return { id: parcel.id };
    });
  }

  /** Throws `NotFound`, `VersionConflict` and `ShipmentNotPending`. */
  cancel({ shipmentId, ...input }: CancelShipmentInput, { staffId }: StaffCall): Promise<void> {
    return this.change(shipmentId, (fulfillment) => {
      const isBooked = shipmentOf(fulfillment, shipmentId).carrierRef !== null;
      return {
        by: { kind: 'staff', id: staffId },
        events: cancelShipment(fulfillment, { shipmentId, ...input }),
        jobs: isBooked ? [{ type: 'shipping.call-back', shipmentId }] : [],
      };
    });
  }

  /** What somebody has heard of a parcel that no carrier tells about. Throws `NotFound` and `ShipmentNotShipped`. */
  track({ shipmentId, kind, isFinal, at, place, note }: TrackShipmentInput, { staffId }: StaffCall): Promise<void> {
    const now = new Date();
    const said = { kind, isFinal: isFinal === true, place: place ?? null, note: note ?? null };
    const tracking = { ...said, at: at && at < now ? at : now, reference: `staff:${uuidv7()}` };
    return this.change(shipmentId, (fulfillment) => ({
      by: { kind: 'staff', id: staffId },
      events: tellOfShipment(fulfillment, shipmentId, tracking),
    }));
  }

  private async change(shipmentId: string, decide: (fulfillment: Fulfillment) => Decision): Promise<void> {
    const orderId = await this.fulfillments.orderOfShipment(shipmentId);
    if (orderId === undefined) throw new NotFound('The shipment');
    await this.fulfillments.update(orderId, new Date(), decide);
  }
}
