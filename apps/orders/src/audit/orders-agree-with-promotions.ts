import { Injectable } from '@nestjs/common';
import { type OrderUses, orderUses } from '@tovar/contracts';
import { Database, Invariant, ServiceLink, type Violation } from '@tovar/platform';
import { changedOrders } from './changed-orders.ts';

/** A limited promotion is used by the orders that have it, and by no others: cart sees to its own count. */
@Injectable()
export class OrdersAgreeWithPromotions extends Invariant {
  readonly id = 'INV-COUP-1';
  readonly promise = 'A confirmed order has its uses of limited promotions, and a cancelled one has none.';
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
    const rows = await this.database.query<{ id: string; due: readonly string[] }>(DUE, [orderIds]);
    if (rows.length === 0) return [];
    const used = await this.usesOf(rows.map(({ id }) => id));
    return rows.flatMap(({ id: subject, due }) => {
      const has = used.get(subject) ?? [];
      const [missing, over] = [due.filter((id) => !has.includes(id)), has.filter((id) => !due.includes(id))];
      return [
        ...missing.map((id) => ({ subject, problem: `confirmed, and has no use of promotion ${id}` })),
        ...over.map((id) => ({ subject, problem: `has a use of promotion ${id} that it should not have` })),
      ];
    });
  }

  private async usesOf(orderIds: readonly string[]): Promise<Map<string, readonly string[]>> {
    const answer = await this.link.json<OrderUses>({
      service: 'cart',
      method: 'POST',
      path: '/internal/order-uses',
      body: { orderIds },
      isSafeToRepeat: true,
    });
    return new Map(orderUses.parse(answer).orders.map(({ orderId, promotionIds }) => [orderId, promotionIds]));
  }
}

/** Of which promotions each order should have a use; while a checkout goes on, or is taken back, nothing is promised. */
const DUE = `
  SELECT id, CASE WHEN cancel_reason IS NOT NULL THEN '{}'
                  ELSE ARRAY(SELECT p->>'promotionId' FROM jsonb_array_elements(checkout->'data'->'limitedPromotions') AS p)
             END AS due
    FROM orders
   WHERE id = ANY($1::uuid[]) AND attention IS NULL AND fulfillment_status = 'UNFULFILLED'
     AND ((cancel_reason IS NULL AND checkout->>'status' = 'completed') OR (cancel_reason IS NOT NULL AND NOT is_stock_held))`;
