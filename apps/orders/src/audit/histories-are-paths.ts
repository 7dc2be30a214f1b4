import { Injectable } from '@nestjs/common';
import { Database, Invariant, type Violation } from '@tovar/platform';
import { impossibleStep, type PathStep } from '../domain/order-path.ts';
import { changedOrders } from './changed-orders.ts';

@Injectable()
export class HistoriesArePaths extends Invariant {
  readonly id = 'INV-ORDER-1';
  readonly promise = 'The history of an order is a path of its state graph, and an end is never left.';

  constructor(private readonly database: Database) {
    super();
  }

  changes(from: string | undefined, before: Date) {
    return changedOrders(this.database, from, before);
  }

  async check(orderIds: readonly string[]): Promise<readonly Violation[]> {
    const rows = await this.database.query<{ id: string; now: string; path: PathStep[] }>(HISTORIES, [orderIds]);
    return rows.flatMap(({ id: subject, now, path }) => {
      const impossible = impossibleStep(path);
      if (impossible) return [{ subject, problem: impossible }];
      const last = path.at(-1)?.paymentStatus;
      return last === now ? [] : [{ subject, problem: `is ${now}, but its history ends ${last}` }];
    });
  }
}

const HISTORIES = `
  SELECT o.id, o.payment_status AS now, h.path
    FROM orders o CROSS JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('status', status, 'paymentStatus', payment_status) ORDER BY entry) AS path
        FROM order_history WHERE order_id = o.id) h
   WHERE o.id = ANY($1::uuid[]) AND h.path IS NOT NULL`;
