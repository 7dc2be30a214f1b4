import { Injectable } from '@nestjs/common';
import { fromJson, type OrderMoney, orderMoney } from '@tovar/contracts';
import { Invariant, ServiceLink, SqlDatabase, type Violation } from '@tovar/platform';
import { changedFulfillments } from './changed-fulfillments.ts';

/** Shipping believes orders that something may leave; this asks payments, which has the money. */
@Injectable()
export class ParcelsArePaid extends Invariant {
  readonly id = 'INV-SHIP-1';
  readonly promise = 'Nothing leaves that was not paid for, and returns give back no more than was paid.';
  override readonly settlesAfterMs = 120_000;

  constructor(
    private readonly database: SqlDatabase,
    private readonly link: ServiceLink,
  ) {
    super();
  }

  changes(from: string | undefined, before: Date) {
    return changedFulfillments(this.database, from, before);
  }

  async check(orderIds: readonly string[]): Promise<readonly Violation[]> {
    const sent = await this.database.query<SentOrder>(SENT, [orderIds]);
    if (sent.length === 0) return [];
    const captured = await this.capturedOf(sent.map(({ id }) => id));
    return sent.flatMap(({ id: subject, cost, given_back: back }) => {
      const paid = captured.get(subject) ?? 0n;
      if (paid < BigInt(cost)) return [{ subject, problem: `has left for ${cost}, and ${paid} was paid` }];
      return BigInt(back) > paid ? [{ subject, problem: `gives back ${back}, and ${paid} was paid` }] : [];
    });
  }

  private async capturedOf(orderIds: readonly string[]): Promise<Map<string, bigint>> {
    const answer = await this.link.json<OrderMoney>({
      service: 'payments',
      method: 'POST',
      path: '/internal/order-money',
      body: { orderIds },
      isSafeToRepeat: true,
    });
    const { orders } = orderMoney.parse(answer);
    return new Map(orders.map(({ orderId, captured }) => [orderId, fromJson(captured).amount]));
  }
}

interface SentOrder {
  readonly id: string;
  /** Minor units of all that has left or will. */
  readonly cost: string;
  readonly given_back: string;
}

const SENT = `
  SELECT f.order_id AS id, (SELECT sum(total_minor) FROM fulfillment_line WHERE order_id = f.order_id)::text AS cost,
         (SELECT coalesce(sum(refund_minor), 0) FROM return_request
           WHERE order_id = f.order_id AND status IN ('REFUNDED', 'CLOSED'))::text AS given_back
    FROM fulfillment f
   WHERE f.order_id = ANY($1::uuid[])
     AND EXISTS (SELECT FROM shipment s WHERE s.order_id = f.order_id AND s.status IN ('SHIPPED', 'DELIVERED', 'FAILED'))`;
