import { Injectable } from '@nestjs/common';
import { Database, Invariant, ledgerChanges, type Violation } from '@tovar/platform';

const MOVED_VARIANTS = { table: 'stock_movement', entry: 'id', subject: 'variant_id', writtenAt: 'moved_at' };

@Injectable()
export class StockIsTheSumOfItsMovements extends Invariant {
  readonly id = 'INV-STOCK-1';
  readonly promise = 'The stock of a variant is the sum of its movements, and never below zero.';

  constructor(private readonly database: Database) {
    super();
  }

  changes(from: string | undefined, before: Date) {
    return ledgerChanges(this.database, MOVED_VARIANTS, from, before);
  }

  check(variantIds: readonly string[]): Promise<readonly Violation[]> {
    return this.database.query<Violation & Record<string, unknown>>(DIFFERENT, [variantIds]);
  }
}

const DIFFERENT = `
  SELECT s.variant_id AS subject,
         format('on hand %s, reserved %s, allocated %s, but its movements say %s, %s, %s',
                s.on_hand, s.reserved, s.allocated, m.on_hand, m.reserved, m.allocated) AS problem
    FROM stock s
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(on_hand_change), 0) AS on_hand, coalesce(sum(reserved_change), 0) AS reserved,
             coalesce(sum(allocated_change), 0) AS allocated
        FROM stock_movement WHERE variant_id = s.variant_id) m
   WHERE s.variant_id = ANY($1::uuid[])
     AND ((s.on_hand, s.reserved, s.allocated) IS DISTINCT FROM (m.on_hand, m.reserved, m.allocated)
          OR least(s.on_hand, s.reserved, s.allocated, s.on_hand - s.reserved - s.allocated) < 0)`;
