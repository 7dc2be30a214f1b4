import { Injectable } from '@nestjs/common';
import { FulfillmentRepository, type ParcelJob, SHOP } from '../domain/fulfillment.repository.ts';
import { giveUp } from '../domain/parcel-decisions.ts';

/** An order was cancelled: what waits is not sent, and carriers that have it in their books are told. */
@Injectable()
export class GiveUpOrder {
  constructor(private readonly fulfillments: FulfillmentRepository) {}

  /** An order of which nothing was to be sent is none of shipping's business. */
  async execute({ orderId }: { orderId: string }): Promise<void> {
    if (!(await this.fulfillments.find(orderId))) return;
    await this.fulfillments.update(orderId, new Date(), (fulfillment) => {
      const booked = fulfillment.shipments.filter(({ status, carrierRef }) => status === 'PENDING' && carrierRef);
      const jobs = booked.map(({ id: shipmentId }): ParcelJob => ({ type: 'shipping.call-back', shipmentId }));
      return { by: SHOP, events: giveUp(fulfillment), jobs };
    });
  }
}
