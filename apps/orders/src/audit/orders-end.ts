import { Injectable } from '@nestjs/common';
import { Database, Invariant, type Violation } from '@tovar/platform';
import { OrdersConfig } from '../orders.config.ts';
import { changedOrders } from './changed-orders.ts';

const LONGEST_WORK_MS = 30 * 60_000;

/** An order that waits for a person says so; no other waits for ever. */
@Injectable()
export class OrdersEnd extends Invariant {
  readonly id = 'INV-ORDER-1';
  readonly promise = 'A checkout comes to its end, or a person is called.';
  override readonly settlesAfterMs: number;

  constructor(
    private readonly database: Database,
    { ORDERS_PAY_WITHIN_MS }: OrdersConfig,
  ) {
    super();
    this.settlesAfterMs = ORDERS_PAY_WITHIN_MS + LONGEST_WORK_MS;
  }

  changes(from: string | undefined, before: Date) {
    return changedOrders(this.database, from, before);
  }

  /** One that has changed since will be looked at again when that has settled. */
  check(orderIds: readonly string[]): Promise<readonly Violation[]> {
    return this.database.query<Violation & Record<string, unknown>>(
      `SELECT o.id AS subject, format('its checkout is still %s', o.checkout->>'status') AS problem FROM orders o
        WHERE o.id = ANY($1::uuid[]) AND o.attention IS NULL AND o.checkout->>'status' NOT IN ('completed', 'compensated')`,
      [orderIds],
    );
  }
}
