import { Injectable } from '@nestjs/common';
import { Database, decodeCursor, type KeysetPage, pageSize, toPage } from '@tovar/platform';
import type { RecordedDecision } from '../domain/decision-log.ts';

export type DecisionView = Omit<RecordedDecision, 'productId'> & { readonly decidedAt: Date };

/** What was decided about a product, the latest first. */
@Injectable()
export class ProductDecisions {
  constructor(private readonly database: Database) {}

  /** One statement. Throws `InvalidPageSize` and `InvalidCursor`, both before any SQL. */
  async page(
    productId: string,
    { first, after }: { first?: number | null; after?: string | null },
  ): Promise<KeysetPage<DecisionView>> {
    const size = pageSize(first);
    const [before] = after ? decodeCursor(after, 'number') : [FUTURE];
    const rows = await this.database.prepared<DecisionView>(DECISIONS, [productId, Math.trunc(before), size + 1]);
    return toPage(rows, size, ({ version }) => [version]);
  }
}

/** After every version. */
const FUTURE = 2_147_483_647;

const DECISIONS = {
  name: 'product-decisions',
  text: `
    SELECT version, decision, actor_id AS "actorId", reason, decided_at AS "decidedAt"
      FROM product_decision WHERE product_id = $1 AND version < $2::bigint ORDER BY version DESC LIMIT $3`,
};
