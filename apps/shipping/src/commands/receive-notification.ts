import { Injectable } from '@nestjs/common';
import { Outbox, SqlDatabase } from '@tovar/platform';
import { Carriers, type CarrierNotification } from '../domain/carrier.ts';

/** Stores a notification that proves to come from the carrier; what is true of the parcel is asked afterwards. */
@Injectable()
export class ReceiveNotification {
  constructor(
    private readonly carriers: Carriers,
    private readonly database: SqlDatabase,
    private readonly outbox: Outbox,
  ) {}

  /** One that came before changes nothing. Throws `UnknownCarrier` and `NotificationRejected`. */
  async execute(carrier: string, notification: CarrierNotification): Promise<void> {
    const { eventId, carrierRef } = this.carriers.get(carrier).hint(notification);
    await this.database.transaction(async () => {
      const body = JSON.stringify(notification.body);
      const [stored] = await this.database.query<{ shipmentId: string | null }>(STORE, [
        carrier,
        eventId,
        carrierRef,
        body,
      ]);
      const shipmentId = stored?.shipmentId;
      if (!shipmentId) return;
      const look = { type: 'shipping.look', data: { shipmentId }, key: `shipping.look:${shipmentId}`, maxAttempts: 12 };
      await this.outbox.add({ jobs: [look] }, this.database);
    });
  }
}

const STORE = `
  INSERT INTO carrier_notification (carrier, event_id, body) VALUES ($1, $2, $4)
  ON CONFLICT DO NOTHING
  RETURNING (SELECT id FROM shipment WHERE carrier = $1 AND carrier_ref = $3) AS "shipmentId"`;
