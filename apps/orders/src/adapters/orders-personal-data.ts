import { Injectable } from '@nestjs/common';
import {
  Database,
  type Erasure,
  type Person,
  PersonalData,
  type PersonalSection,
  personalSections,
} from '@tovar/platform';

/** Orders of an account, and those that a guest with its address has placed. */
@Injectable()
export class OrdersPersonalData extends PersonalData {
  constructor(private readonly database: Database) {
    super();
  }

  sections(person: Person): readonly PersonalSection[] {
    return personalSections(this.database, { orders: ORDERS }, person);
  }

  /** Orders that are over go on telling the taxman what he wants to know; those under way still need their address. */
  async erase({ userId, email }: Person): Promise<Erasure> {
    const [left] = await this.database.query<{ count: string }>(FORGET, [userId, email]);
    return { waitsFor: left?.count === '0' ? null : 'ORDERS_UNDER_WAY' };
  }
}

const FORGET = 'SELECT forget_person($1, $2) AS count';
const ORDERS = `
  SELECT o.id::text AS key,
         jsonb_build_object(
           'orderNumber', o.order_number, 'placedAt', o.placed_at, 'status', v.status, 'email', o.email,
           'totalMinor', o.total_minor, 'refundedMinor', v.refunded_minor, 'currency', o.currency,
           'taxMinor', p.tax_minor, 'delivery', p.delivery, 'billingAddress', p.billing_address,
           'lines', (SELECT jsonb_agg(jsonb_build_object('sku', l.sku, 'name', l.name, 'quantity', l.quantity,
                                                         'totalMinor', l.total_minor) ORDER BY l.position)
                       FROM order_line l WHERE l.order_id = o.id),
           'history', (SELECT jsonb_agg(jsonb_build_object('event', h.event, 'at', h.at, 'by', h.actor_kind, 'reason', h.reason)
                                        ORDER BY h.entry)
                         FROM order_history h WHERE h.order_id = o.id)) AS item
    FROM order_view v JOIN orders o ON o.id = v.order_id JOIN order_placement p ON p.order_id = v.order_id
   WHERE v.generation = (SELECT live FROM order_view_generation)
     AND (v.customer_id = $1 OR (v.customer_id IS NULL AND v.email = $2))`;
