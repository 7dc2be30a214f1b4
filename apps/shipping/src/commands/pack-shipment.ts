import { Injectable } from '@nestjs/common';
import { NotFound } from '@tovar/platform';
import { FulfillmentRepository, type ParcelJob } from '../domain/fulfillment.repository.ts';
import { packShipment, shipmentOf } from '../domain/parcel-decisions.ts';
import { WeightUnknown } from '../domain/parcel.errors.ts';
import { VariantWeights } from '../domain/variant-weights.ts';
import { newParcel } from './book-shipment.ts';
import type { PackShipmentInput } from './parcel-input.ts';
import { SendParcel } from './send-parcel.ts';

/** A parcel is packed: the carrier takes it into its books, by a job, and then there is a label. */
@Injectable()
export class PackShipment {
  constructor(
    private readonly sending: SendParcel,
    private readonly fulfillments: FulfillmentRepository,
    private readonly weights: VariantWeights,
  ) {}

  /** Throws `NotFound`, `VersionConflict`, `ShipmentNotPending`, `NotInParcel`, `WeightUnknown` and `OrderNotShippable`. */
  async execute(
    { shipmentId, expectedVersion, lines, weightGrams: weighed }: PackShipmentInput,
    { staffId }: { staffId: string },
  ): Promise<void> {
    const weightGrams = weighed ?? (await this.weightOf(shipmentId, lines));
    const part = { shipmentId, expectedVersion, lines: lines ?? undefined, rest: newParcel(new Date()), weightGrams };
    const jobs: ParcelJob[] = [{ type: 'shipping.book', shipmentId }];
    await this.sending.execute(shipmentId, (fulfillment) => ({
      by: { kind: 'staff', id: staffId },
      events: packShipment(fulfillment, part),
      jobs,
    }));
  }

  /** What the catalogue says of what is in it. */
  private async weightOf(shipmentId: string, named: PackShipmentInput['lines']): Promise<number> {
    const orderId = await this.fulfillments.orderOfShipment(shipmentId);
    const fulfillment = orderId === undefined ? undefined : await this.fulfillments.find(orderId);
    if (!fulfillment) throw new NotFound('The shipment');
    const lines = named ?? shipmentOf(fulfillment, shipmentId).lines;
    const grams = await this.weights.of(lines, fulfillment.currency);
    if (grams === undefined) throw new WeightUnknown(shipmentId);
    return grams;
  }
}
