import { Injectable } from '@nestjs/common';
import type { OrderMailboxes } from '@tovar/contracts';
import { anyOf, Database } from '@tovar/platform';

/** Where the buyers of orders read their mail. */
@Injectable()
export class Mailboxes {
  constructor(private readonly database: Database) {}

  /** Without orders that have no address. One statement. */
  find(orderIds: readonly string[]): Promise<OrderMailboxes['mailboxes']> {
    return this.database.prepared(MAILBOXES, [orderIds]);
  }
}

/** Nobody asks a guest for a language; where they live says most about it. */
const MAILBOXES = {
  name: 'mailboxes',
  text: `SELECT o.id AS "orderId", o.email,
                CASE WHEN coalesce(p.billing_address, p.delivery->'address')->>'country' IN ('RU', 'BY')
                     THEN 'RU' ELSE 'EN' END AS locale
           FROM orders o LEFT JOIN order_placement p ON p.order_id = o.id
          WHERE o.id = ${anyOf('uuid')} AND o.email IS NOT NULL`,
};
