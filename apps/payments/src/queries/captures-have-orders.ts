import { Injectable } from '@nestjs/common';
import { knownOrders } from '@tovar/contracts';
import { Database, Invariant, ledgerChanges, ServiceLink, type Violation } from '@tovar/platform';

const ORDERS_WITH_FACTS = {
  table: 'payment_transaction',
  entry: 'entry',
  subject: 'order_id',
  writtenAt: 'created_at',
};

@Injectable()
export class CapturesHaveOrders extends Invariant {
  readonly id = 'INV-MONEY-4';
  readonly promise = 'Money is never taken without an order.';

  constructor(
    private readonly database: Database,
    private readonly link: ServiceLink,
  ) {
    super();
  }

  changes(from: string | undefined, before: Date) {
    return ledgerChanges(this.database, ORDERS_WITH_FACTS, from, before);
  }

  async check(orderIds: readonly string[]): Promise<readonly Violation[]> {
    const rows = await this.database.query<{ id: string }>(
      'SELECT DISTINCT order_id AS id FROM payment WHERE order_id = ANY($1::uuid[]) AND captured_minor > refunded_minor',
      [orderIds],
    );
    if (rows.length === 0) return [];
    const request = {
      service: 'orders',
      method: 'POST',
      path: '/internal/known-orders',
      isSafeToRepeat: true,
    } as const;
    const body = { orderIds: rows.map(({ id }) => id) };
    const known = new Set(knownOrders.parse(await this.link.json<unknown>({ ...request, body })).orderIds);
    return body.orderIds
      .filter((id) => !known.has(id))
      .map((subject) => ({ subject, problem: 'charged, and unknown' }));
  }
}
