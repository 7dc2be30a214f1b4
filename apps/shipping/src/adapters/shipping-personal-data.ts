import { Injectable } from '@nestjs/common';
import {
  type Erasure,
  type Person,
  PersonalData,
  type PersonalSection,
  personalSections,
  SqlDatabase,
} from '@tovar/platform';

/** Parcels on their way to somebody, and what came back. Addresses are not here: orders knows them. */
@Injectable()
export class ShippingPersonalData extends PersonalData {
  constructor(private readonly database: SqlDatabase) {
    super();
  }

  sections(person: Person): readonly PersonalSection[] {
    return personalSections(this.database, { parcels: PARCELS, returns: RETURNS }, person);
  }

  async erase({ userId }: Person): Promise<Erasure> {
    const [left] = await this.database.query<{ count: string }>('SELECT forget_person($1) AS count', [userId]);
    return { waitsFor: left?.count === '0' ? null : 'PARCELS_UNDER_WAY' };
  }
}

const PARCELS = `
  SELECT s.id::text AS key,
         jsonb_build_object(
           'orderNumber', f.order_number, 'status', s.status, 'carrier', s.carrier, 'trackingNumber', s.tracking_number,
           'shippedAt', s.shipped_at, 'deliveredAt', s.delivered_at,
           'tracking', (SELECT jsonb_agg(jsonb_build_object('kind', t.kind, 'at', t.at, 'place', t.place, 'note', t.note)
                                         ORDER BY t.entry)
                          FROM tracking_event t WHERE t.shipment_id = s.id)) AS item
    FROM fulfillment f JOIN shipment s ON s.order_id = f.order_id WHERE f.customer_id = $1`;
const RETURNS = `
  SELECT r.id::text AS key,
         jsonb_build_object('orderNumber', f.order_number, 'status', r.status, 'requestedAt', r.requested_at,
                            'reason', r.reason, 'note', r.note, 'refundMinor', r.refund_minor) AS item
    FROM fulfillment f JOIN return_request r ON r.order_id = f.order_id WHERE f.customer_id = $1`;
