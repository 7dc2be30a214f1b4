import { Injectable } from '@nestjs/common';
import { Database, decodeCursor, type KeysetPage, pageSize, toPage } from '@tovar/platform';
import type { MovementKind } from '../domain/stock.ts';

/** A row of the ledger: what was added to each number, by what, and why. */
export interface StockMovementView {
  readonly id: string;
  readonly kind: MovementKind;
  readonly source: string;
  readonly reason: string | null;
  readonly onHandChange: number;
  readonly reservedChange: number;
  readonly allocatedChange: number;
  readonly movedAt: Date;
}

/** The ledger of a variant's stock, the latest movement first. */
@Injectable()
export class StockMovements {
  constructor(private readonly database: Database) {}

  /** One statement. Throws `InvalidPageSize` and `InvalidCursor`, both before any SQL. */
  async page(
    variantId: string,
    { first, after }: { first?: number | null; after?: string | null },
  ): Promise<KeysetPage<StockMovementView>> {
    const size = pageSize(first);
    const [before] = after ? decodeCursor(after, 'number') : [Number.MAX_SAFE_INTEGER];
    const rows = await this.database.prepared<StockMovementView>(MOVEMENTS, [variantId, Math.trunc(before), size + 1]);
    return toPage(rows, size, ({ id }) => [Number(id)]);
  }
}

const MOVEMENTS = {
  name: 'stock-movements',
  text: `
    SELECT id::text, kind, source, reason, on_hand_change AS "onHandChange", reserved_change AS "reservedChange",
           allocated_change AS "allocatedChange", moved_at AS "movedAt"
      FROM stock_movement WHERE variant_id = $1 AND id < $2::numeric ORDER BY id DESC LIMIT $3`,
};
