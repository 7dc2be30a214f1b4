import { Injectable } from '@nestjs/common';
import { Database, decodeCursor, type KeysetPage, pageSize, toPage } from '@tovar/platform';
import type { RepairAction } from '../commands/repair-orders.ts';

/** What somebody has mended, and why. */
export interface Repair {
  readonly id: string;
  readonly at: Date;
  readonly actorId: string;
  readonly action: RepairAction;
  readonly reason: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly traceId: string;
}

@Injectable()
export class RepairList {
  constructor(private readonly database: Database) {}

  /** Newest first. Throws `InvalidPageSize` or `InvalidCursor`. */
  async find(size: number | null | undefined, after: string | null | undefined): Promise<KeysetPage<Repair>> {
    const limit = pageSize(size);
    const before = after ? decodeCursor(after, 'uuid')[0] : LAST_OF_ALL;
    const rows = await this.database.query<Repair & Record<string, unknown>>(PAGE, [before, limit + 1]);
    return toPage(rows, limit, ({ id }) => [id]);
  }
}

const LAST_OF_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const PAGE = `
  SELECT id, at, actor_id AS "actorId", action, reason, details, trace_id AS "traceId"
    FROM order_repair WHERE id < $1 ORDER BY id DESC LIMIT $2`;
