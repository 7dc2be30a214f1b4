import { Injectable } from '@nestjs/common';
import type { MessageData } from '@tovar/contracts';
import { Database } from '@tovar/platform';

/** Remembers who has bought what. All three may be repeated; those of one order come in their order. */
@Injectable()
export class NotePurchases {
  constructor(private readonly database: Database) {}

  async placed({ orderId, customerId, lines }: MessageData<'order.placed.v1'>): Promise<void> {
    if (customerId === null) return;
    const productIds = [...new Set(lines.map(({ productId }) => productId))];
    await this.database.prepared(PLACED, [orderId, customerId, productIds]);
  }

  async paid({ orderId }: MessageData<'order.paid.v1'>): Promise<void> {
    await this.database.prepared(PAID, [orderId]);
  }

  async cancelled({ orderId }: MessageData<'order.cancelled.v1'>): Promise<void> {
    await this.database.prepared(CANCELLED, [orderId]);
  }
}

const PLACED = {
  name: 'purchase.placed',
  text: `INSERT INTO purchase (order_id, customer_id, product_id) SELECT $1, $2, unnest($3::uuid[])
         ON CONFLICT DO NOTHING`,
};
const PAID = { name: 'purchase.paid', text: 'UPDATE purchase SET is_paid = true WHERE order_id = $1' };
const CANCELLED = { name: 'purchase.cancelled', text: 'DELETE FROM purchase WHERE order_id = $1' };
