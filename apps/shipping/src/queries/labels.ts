import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { NotFound } from '@tovar/platform';
import { numberOf } from '../domain/booking.ts';
import { Carriers } from '../domain/carrier.ts';
import { FulfillmentRepository } from '../domain/fulfillment.repository.ts';
import { LabelWriter } from '../domain/label-writer.ts';
import { shipmentOf } from '../domain/parcel-decisions.ts';
import { LabelNotReady } from '../domain/parcel.errors.ts';
import { ShippingOrders } from '../domain/shipping-orders.ts';

/** What is stuck on parcels: the carrier's own label, or the shop's where the carrier has none. */
@Injectable()
export class Labels {
  constructor(
    private readonly fulfillments: FulfillmentRepository,
    private readonly carriers: Carriers,
    private readonly orders: ShippingOrders,
    private readonly writer: LabelWriter,
  ) {}

  /** Throws `NotFound`, `LabelNotReady`, `OrderNotShippable` and `CarrierSilent`. */
  async of(shipmentId: string): Promise<{ readonly number: string; readonly pdf: Readable }> {
    const orderId = await this.fulfillments.orderOfShipment(shipmentId);
    const fulfillment = orderId === undefined ? undefined : await this.fulfillments.find(orderId);
    if (!fulfillment) throw new NotFound('The shipment');
    const shipment = shipmentOf(fulfillment, shipmentId);
    const { carrier, carrierRef, booking, status, weightGrams, openedAt: packedAt } = shipment;
    if (booking !== 'BOOKED' || carrierRef === null || status === 'CANCELLED') throw new LabelNotReady(shipmentId);
    const number = numberOf(fulfillment, shipment);
    const own = await this.carriers.get(carrier).label(carrierRef);
    if (own === undefined) throw new LabelNotReady(shipmentId);
    if (own !== null) return { number, pdf: Readable.from(own) };
    const { address: to } = await this.orders.clear(fulfillment.orderId);
    const label = { number, carrier, method: fulfillment.method.name.en, to, weightGrams: weightGrams ?? 0, packedAt };
    return { number, pdf: this.writer.write(label) };
  }
}
