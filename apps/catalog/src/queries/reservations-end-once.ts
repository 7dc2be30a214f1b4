import { Injectable } from '@nestjs/common';
import { Database, Invariant, ledgerChanges, type Violation } from '@tovar/platform';

const MOVED_SOURCES = { table: 'stock_movement', entry: 'id', subject: 'source', writtenAt: 'moved_at' };

/** What is held for an order follows from the state of its reservation alone. */
@Injectable()
export class ReservationsEndOnce extends Invariant {
  readonly id = 'INV-STOCK-2';
  readonly promise =
    'A reservation ends once: its movements sum up to what its state says, and no more is shipped than is allocated.';

  constructor(private readonly database: Database) {
    super();
  }

  async *changes(from: string | undefined, before: Date) {
    for await (const { subjects, reached } of ledgerChanges(this.database, MOVED_SOURCES, from, before))
      yield { subjects: subjects.filter((source) => source.startsWith('order:')), reached };
  }

  check(sources: readonly string[]): Promise<readonly Violation[]> {
    return this.database.query<Violation & Record<string, unknown>>(UNBALANCED, [sources]);
  }
}

/** What was shipped has left the allocation and the shelf alike; what was given back had not been shipped. */
const UNBALANCED = `
  SELECT moved.source AS subject,
         format('%s of %s: %s reserved and %s allocated or shipped of %s', coalesce(r.state, 'no reservation'), moved.variant_id,
                moved.reserved, moved.allocated, coalesce(l.quantity, 0)) AS problem
    FROM (SELECT source, variant_id, sum(reserved_change) AS reserved, sum(allocated_change - on_hand_change) AS allocated,
                 -sum(on_hand_change) AS shipped
            FROM stock_movement WHERE source = ANY($1) GROUP BY source, variant_id) moved
    LEFT JOIN stock_reservation r ON r.order_id = substr(moved.source, 7)::uuid
    LEFT JOIN stock_reservation_line l ON l.order_id = r.order_id AND l.variant_id = moved.variant_id
   WHERE (moved.reserved, moved.allocated) IS DISTINCT FROM
         (CASE WHEN r.state = 'RESERVED' THEN l.quantity ELSE 0 END::bigint,
          CASE WHEN r.state = 'ALLOCATED' THEN l.quantity ELSE moved.shipped END::bigint)
      OR moved.shipped NOT BETWEEN 0 AND coalesce(l.quantity, 0)`;
