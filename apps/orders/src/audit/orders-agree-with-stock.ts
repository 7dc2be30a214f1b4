import { Injectable } from '@nestjs/common';
import { type OrderStock, orderStock } from '@tovar/contracts';
import { Database, Invariant, ServiceLink, type Violation } from '@tovar/platform';
import { changedOrders } from './changed-orders.ts';

/** Nothing is sold that is not there, and nothing stays held for an order that is over. */
@Injectable()
export class OrdersAgreeWithStock extends Invariant {
  readonly id = 'INV-STOCK-2';
  readonly promise = 'A confirmed order has its stock, and a cancelled one holds none.';
  override readonly settlesAfterMs = 120_000;

  constructor(
    private readonly database: Database,
    private readonly link: ServiceLink,
  ) {
    super();
  }

  changes(from: string | undefined, before: Date) {
    return changedOrders(this.database, from, before);
  }

  async check(orderIds: readonly string[]): Promise<readonly Violation[]> {
    const rows = await this.database.query<{ id: string; isCancelled: boolean }>(OVER, [orderIds]);
    const states = await this.statesOf(orderIds);
    return rows.flatMap(({ id: subject, isCancelled }) => {
      const state = states.get(subject);
      const holds = state === 'RESERVED' || state === 'ALLOCATED';
      if (isCancelled) return holds ? [{ subject, problem: `cancelled, and its stock is ${state}` }] : [];
      if (state === 'ALLOCATED') return [];
      return [{ subject, problem: `confirmed, and its stock is ${state ?? 'not held at all'}` }];
    });
  }

  private async statesOf(orderIds: readonly string[]): Promise<Map<string, string>> {
    const answer = await this.link.json<OrderStock>({
      service: 'catalog',
      method: 'POST',
      path: '/internal/order-stock',
      body: { orderIds },
      isSafeToRepeat: true,
    });
    return new Map(orderStock.parse(answer).orders.map(({ orderId, state }) => [orderId, state]));
  }
}

/** While a checkout goes on, or stock is on its way back, nothing is promised. */
const OVER = `
  SELECT id, cancel_reason IS NOT NULL AS "isCancelled" FROM orders
   WHERE id = ANY($1::uuid[]) AND attention IS NULL AND fulfillment_status = 'UNFULFILLED'
     AND ((cancel_reason IS NULL AND checkout->>'status' = 'completed') OR (cancel_reason IS NOT NULL AND NOT is_stock_held))`;
