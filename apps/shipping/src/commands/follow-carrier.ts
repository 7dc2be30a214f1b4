import { Injectable } from '@nestjs/common';
import { followCarrier } from '../domain/booking.ts';
import { Carriers, type CarrierView } from '../domain/carrier.ts';
import type { Fulfillment } from '../domain/fulfillment.ts';
import { evolve } from '../domain/fulfillment-events.ts';
import { FulfillmentRepository, type ParcelJob, SHOP } from '../domain/fulfillment.repository.ts';
import { packedParcel } from '../domain/packed-parcel.ts';
import { shipmentOf } from '../domain/parcel-decisions.ts';
import type { Shipment } from '../domain/shipment.ts';
import { ShippingOrders } from '../domain/shipping-orders.ts';
import { ShippingConfig } from '../shipping.config.ts';

/** What is done with carriers, by jobs and outside of any transaction. All of it may be done again. */
@Injectable()
export class FollowCarrier {
  constructor(
    private readonly fulfillments: FulfillmentRepository,
    private readonly carriers: Carriers,
    private readonly orders: ShippingOrders,
    private readonly config: ShippingConfig,
  ) {}

  /** Has the carrier take a packed parcel into its books. Throws `CarrierSilent`: then it is asked again. */
  async book(shipmentId: string): Promise<void> {
    const found = await this.find(shipmentId);
    if (!found || found.shipment.booking !== 'ASKED' || found.shipment.status !== 'PENDING') return;
    const clearance = await this.orders.clear(found.fulfillment.orderId);
    const parcel = packedParcel(found.fulfillment, found.shipment, clearance);
    await this.learn(found, await this.carriers.get(found.shipment.carrier).book(parcel));
  }

  /** Asks the carrier where a parcel is: what its notifications and the passing of time end in. */
  async look(shipmentId: string): Promise<void> {
    const found = await this.find(shipmentId);
    const carrierRef = found?.shipment.carrierRef;
    if (!found || !carrierRef || isOver(found.shipment)) return;
    await this.learn(found, await this.carriers.get(found.shipment.carrier).look(carrierRef));
  }

  /** Tells the carrier that a parcel is not sent after all. */
  async callBack(shipmentId: string): Promise<void> {
    const found = await this.find(shipmentId);
    if (found?.shipment.status !== 'CANCELLED' || !found.shipment.carrierRef) return;
    await this.carriers.get(found.shipment.carrier).callBack(found.shipment.carrierRef);
  }

  private async learn({ fulfillment, shipment: { id } }: Found, view: CarrierView): Promise<void> {
    const now = new Date();
    const news = await this.fulfillments.unknownOf(id, view.news);
    await this.fulfillments.update(fulfillment.orderId, now, (current) => {
      const events = followCarrier(current, id, view, { news, now });
      const shipment = shipmentOf(events.reduce(evolve, current), id);
      return { by: SHOP, events, jobs: this.jobsFor(shipment, view, now) };
    });
  }

  private async find(shipmentId: string): Promise<Found | undefined> {
    const orderId = await this.fulfillments.orderOfShipment(shipmentId);
    const fulfillment = orderId === undefined ? undefined : await this.fulfillments.find(orderId);
    return fulfillment && { fulfillment, shipment: shipmentOf(fulfillment, shipmentId) };
  }

  /** Soon while it looks at the parcel, seldom while the parcel is on its way: its notifications come sooner. */
  private jobsFor({ id: shipmentId, status, carrier }: Shipment, view: CarrierView, now: Date): ParcelJob[] {
    const { booking, carrierRef } = view;
    // It was cancelled while the carrier was asked.
    if (status === 'CANCELLED') return carrierRef === null ? [] : [{ type: 'shipping.call-back', shipmentId }];
    const isOnItsWay = status === 'PENDING' || status === 'SHIPPED';
    if (!isOnItsWay || booking === 'REFUSED' || !this.carriers.get(carrier).isWatched) return [];
    const { SHIPPING_LOOK_SOON_MS: soon, SHIPPING_LOOK_EVERY_MS: every } = this.config;
    const runAt = new Date(now.getTime() + (booking === 'ACCEPTED' ? soon : every));
    return [{ type: 'shipping.look', shipmentId, runAt }];
  }
}

interface Found {
  readonly fulfillment: Fulfillment;
  readonly shipment: Shipment;
}

function isOver({ status }: Shipment): boolean {
  return status === 'DELIVERED' || status === 'CANCELLED';
}
