import { Injectable } from '@nestjs/common';
import { Database, RequestBatch, rowsOf } from '@tovar/platform';

/** What people have bought and not reviewed yet. */
@Injectable()
export class ReviewsToWrite {
  private readonly byBuyerAndOrder = new RequestBatch((keys) => this.load(keys));

  constructor(private readonly database: Database) {}

  /**
   * Products of the order that customers see; none of an order that is not paid or not this person's. One statement for all
   * orders that a request asks for at the same time.
   */
  async of(customerId: string, orderId: string): Promise<readonly string[]> {
    return (await this.byBuyerAndOrder.load(`${customerId}/${orderId}`)) ?? [];
  }

  private async load(keys: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
    const asked = keys.map((key) => key.split('/'));
    const buyers = asked.map(([customerId]) => customerId);
    const orders = asked.map(([, orderId]) => orderId);
    const rows = await this.database.prepared<Row>(TO_WRITE, [buyers, orders]);
    return new Map(rows.map(({ customerId, orderId, productIds }) => [`${customerId}/${orderId}`, productIds]));
  }
}

interface Row {
  readonly customerId: string;
  readonly orderId: string;
  readonly productIds: string[];
}

const TO_WRITE = {
  name: 'reviews-to-write',
  text: `
    SELECT p.customer_id AS "customerId", p.order_id AS "orderId", array_agg(p.product_id ORDER BY p.product_id) AS "productIds"
      FROM ${rowsOf('uuid', 'uuid')} AS asked (customer_id, order_id)
           JOIN purchase p ON p.order_id = asked.order_id AND p.customer_id = asked.customer_id AND p.is_paid
           JOIN known_product k ON k.product_id = p.product_id AND k.is_published
     WHERE NOT EXISTS (SELECT FROM review r WHERE r.author_id = p.customer_id AND r.product_id = p.product_id)
     GROUP BY p.customer_id, p.order_id`,
};
