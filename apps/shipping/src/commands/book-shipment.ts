import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { fromJson, type MessageData } from '@tovar/contracts';
import { Outbox, SqlDatabase } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import type { Fulfillment } from '../domain/fulfillment.ts';
import { FulfillmentRepository, SHOP } from '../domain/fulfillment.repository.ts';
import { type NewParcel, openShipment } from '../domain/parcel-decisions.ts';

/** An order is paid: what has to be sent of it waits in a parcel. */
@Injectable()
export class BookShipment {
  constructor(
    private readonly fulfillments: FulfillmentRepository,
    private readonly database: SqlDatabase,
    private readonly outbox: Outbox,
  ) {}

  /** Asked again, it answers as the first time. */
  async execute(request: MessageData<'shipment.requested.v1'>): Promise<void> {
    const { orderId } = request;
    const parcel = newParcel(new Date());
    const begun = fulfillmentOf(request, parcel.now);
    await this.database.transaction(async () => {
      const isNew = await this.fulfillments.add(begun, { by: SHOP, events: openShipment(begun, parcel) });
      const shipmentId = isNew ? parcel.id : await this.firstOf(orderId);
      const booked = { type: 'shipment.booked.v1', subject: orderId, data: { orderId, shipmentId } };
      await this.outbox.add({ events: [booked] }, this.database);
    });
  }

  private async firstOf(orderId: string): Promise<string | undefined> {
    return (await this.fulfillments.find(orderId))?.shipments[0]?.id;
  }
}

/** A parcel's id, and the secret of its tracking page. */
export function newParcel(now: Date): NewParcel {
  return { id: uuidv7(), trackingToken: randomBytes(32).toString('base64url'), now };
}

function fulfillmentOf(
  { lines, guestAccess, ...order }: MessageData<'shipment.requested.v1'>,
  openedAt: Date,
): Fulfillment {
  return {
    ...order,
    currency: order.currency as Fulfillment['currency'],
    guestAccess: guestAccess && { ...guestAccess, expiresAt: new Date(guestAccess.expiresAt) },
    isGivenUp: false,
    revision: 1,
    openedAt,
    lines: lines.map((line) => ({ ...line, total: fromJson(line.total) })),
    shipments: [],
    returns: [],
  };
}
