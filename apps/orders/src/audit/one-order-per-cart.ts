import { Injectable } from '@nestjs/common';
import { Database, Invariant, type Violation } from '@tovar/platform';
import { changedOrders } from './changed-orders.ts';

@Injectable()
export class OneOrderPerCart extends Invariant {
  readonly id = 'INV-ORDER-2';
  readonly promise = 'One cart becomes one order at most that is not given up.';

  constructor(private readonly database: Database) {
    super();
  }

  changes(from: string | undefined, before: Date) {
    return changedOrders(this.database, from, before);
  }

  check(orderIds: readonly string[]): Promise<readonly Violation[]> {
    return this.database.query<Violation & Record<string, unknown>>(
      `SELECT o.id AS subject, format('its cart %s became another order, too', o.cart_id) AS problem FROM orders o
        WHERE o.id = ANY($1::uuid[]) AND o.cancel_reason IS NULL
          AND EXISTS (SELECT FROM orders other
                       WHERE other.cart_id = o.cart_id AND other.id <> o.id AND other.cancel_reason IS NULL)`,
      [orderIds],
    );
  }
}
