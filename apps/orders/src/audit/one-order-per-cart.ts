import { Injectable } from '@nestjs/common';
import { Database, Invariant, type Violation } from '@tovar/platform';
import { changedOrders } from './changed-orders.ts';

@Injectable()
export class OneOrderPerCart extends Invariant {
  readonly id = 'INV-ORDER-2';
  readonly promise = 'One cart is one order at a time: another only when the one before was given up.';

  constructor(private readonly database: Database) {
    super();
  }

  changes(from: string | undefined, before: Date) {
    return changedOrders(this.database, from, before);
  }

  check(orderIds: readonly string[]): Promise<readonly Violation[]> {
    return this.database.query<Violation & Record<string, unknown>>(OVERLAPPING, [orderIds]);
  }
}

/** By the order of their entries, because clocks may jump: neither was given up before the other was placed. */
const OVERLAPPING = `
  SELECT DISTINCT o.id AS subject, format('its cart %s was another order at the same time', o.cart_id) AS problem
    FROM orders o
    JOIN orders other ON other.cart_id = o.cart_id AND other.id <> o.id
    CROSS JOIN LATERAL (
      SELECT min(entry) AS placed, min(entry) FILTER (WHERE event = 'OrderCancelled') AS ended
        FROM order_history WHERE order_id = o.id) mine
    CROSS JOIN LATERAL (
      SELECT min(entry) AS placed, min(entry) FILTER (WHERE event = 'OrderCancelled') AS ended
        FROM order_history WHERE order_id = other.id) theirs
   WHERE o.id = ANY($1::uuid[])
     AND (mine.ended IS NULL OR mine.ended > theirs.placed) AND (theirs.ended IS NULL OR theirs.ended > mine.placed)`;
