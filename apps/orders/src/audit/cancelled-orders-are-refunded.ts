import { Injectable } from '@nestjs/common';
import { Database, Invariant, type Violation } from '@tovar/platform';
import { changedOrders } from './changed-orders.ts';

@Injectable()
export class CancelledOrdersAreRefunded extends Invariant {
  readonly id = 'INV-MONEY-4';
  readonly promise = 'Money of a cancelled order goes back in full, or a person is called.';
  override readonly settlesAfterMs = 60 * 60_000;

  constructor(private readonly database: Database) {
    super();
  }

  changes(from: string | undefined, before: Date) {
    return changedOrders(this.database, from, before);
  }

  check(orderIds: readonly string[]): Promise<readonly Violation[]> {
    return this.database.query<Violation & Record<string, unknown>>(
      `SELECT id AS subject, format('cancelled, and still %s', payment_status) AS problem FROM orders
        WHERE id = ANY($1::uuid[]) AND cancel_reason IS NOT NULL AND attention IS NULL
          AND total_minor > 0 AND payment_status IN ('PAID', 'PARTIALLY_PAID', 'PARTIALLY_REFUNDED')`,
      [orderIds],
    );
  }
}
