import { Injectable } from '@nestjs/common';
import { Database } from '@tovar/platform';
import type { OrderChanged } from '../domain/order-changed.ts';

/** A whole fold of the log; null names the one that is read. */
export type Generation = number | null;

/**
 * The fold of `order.changed.v1` that is read: the same statements, whether an order's own transaction writes or a replay.
 * A change that was applied already, or comes too early, changes nothing.
 */
@Injectable()
export class OrderViewProjection {
  constructor(private readonly database: Database) {}

  /** Within the open transaction, if there is one. */
  async apply({ orderId, version, at, order }: OrderChanged, into: Generation = null): Promise<void> {
    await this.database.send(version === 1 ? BEGIN : GO_ON, [
      into,
      orderId,
      version,
      at,
      order.status,
      order.paymentStatus,
      order.fulfillmentStatus,
      order.returnStatus,
      order.cancelReason,
      order.attention,
      order.refundedMinor,
      order.paymentUrl,
      order.isCancellable,
      JSON.stringify(order.shortages),
      order.rejectedPromotion,
    ]);
  }
}

const GENERATION = 'coalesce($1::integer, (SELECT live FROM order_view_generation))';

const BEGIN = {
  name: 'order-view.begin',
  text: `
    INSERT INTO order_view (generation, order_id, order_number, customer_id, email, placed_at, total_minor, currency,
      version, changed_at, status, payment_status, fulfillment_status, return_status, cancel_reason, attention,
      refunded_minor, payment_url, is_cancellable, shortages, rejected_promotion)
    SELECT ${GENERATION}, id, order_number, customer_id, lower(email), placed_at, total_minor, currency,
           $3, $4::timestamptz, $5, $6, $7, $8, $9, $10, $11::bigint, $12, $13, $14::jsonb, $15
      FROM orders WHERE id = $2
    ON CONFLICT DO NOTHING`,
};

const GO_ON = {
  name: 'order-view.go-on',
  text: `
    UPDATE order_view
       SET version = $3, changed_at = $4, status = $5, payment_status = $6, fulfillment_status = $7, return_status = $8,
           cancel_reason = $9, attention = $10, refunded_minor = $11, payment_url = $12, is_cancellable = $13,
           shortages = $14::jsonb, rejected_promotion = $15
     WHERE generation = ${GENERATION} AND order_id = $2 AND version = $3 - 1`,
};
