import { Injectable } from '@nestjs/common';
import type { BuyerContactAnswer } from '@tovar/contracts';
import { Database } from '@tovar/platform';

/** Where buyers get their receipts. */
@Injectable()
export class BuyerContacts {
  constructor(private readonly database: Database) {}

  /** The address that the order is confirmed to, or else the number that was given to whoever delivers. One statement. */
  async of(orderId: string): Promise<BuyerContactAnswer['contact']> {
    const [known] = await this.database.prepared<{ email: string | null; phone: string | null }>(CONTACT, [orderId]);
    if (known?.email) return { email: known.email };
    return known?.phone ? { phone: known.phone } : null;
  }
}

const CONTACT = {
  name: 'buyer-contacts.of',
  text: `SELECT o.email, p.delivery->'address'->>'phone' AS phone
           FROM orders o JOIN order_placement p ON p.order_id = o.id WHERE o.id = $1`,
};
