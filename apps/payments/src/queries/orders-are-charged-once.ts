import { Injectable } from '@nestjs/common';
import { Database, Invariant, ledgerChanges, type Violation } from '@tovar/platform';

const ORDERS_WITH_FACTS = {
  table: 'payment_transaction',
  entry: 'entry',
  subject: 'order_id',
  writtenAt: 'created_at',
};

@Injectable()
export class OrdersAreChargedOnce extends Invariant {
  readonly id = 'INV-MONEY-2';
  readonly promise = 'An order is charged once at most, never more than its total, and never refunded more than that.';

  constructor(private readonly database: Database) {
    super();
  }

  changes(from: string | undefined, before: Date) {
    return ledgerChanges(this.database, ORDERS_WITH_FACTS, from, before);
  }

  check(orderIds: readonly string[]): Promise<readonly Violation[]> {
    return this.database.query<Violation & Record<string, unknown>>(OVERCHARGED, [orderIds]);
  }
}

const OVERCHARGED = `
  SELECT p.order_id AS subject,
         format('%s captures of %s for a total of %s, %s refunded', count(*) FILTER (WHERE p.captured_minor > 0),
                sum(p.captured_minor), max(p.amount_minor), sum(p.refunded_minor)) AS problem
    FROM payment p WHERE p.order_id = ANY($1::uuid[])
   GROUP BY p.order_id
  HAVING count(*) FILTER (WHERE p.captured_minor > 0) > 1 OR sum(p.captured_minor) > max(p.amount_minor)
      OR sum(p.refunded_minor) > sum(p.captured_minor)`;
