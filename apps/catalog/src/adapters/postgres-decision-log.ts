import { Injectable } from '@nestjs/common';
import { Database } from '@tovar/platform';
import { DecisionLog, type RecordedDecision } from '../domain/decision-log.ts';

@Injectable()
export class PostgresDecisionLog extends DecisionLog {
  constructor(private readonly database: Database) {
    super();
  }

  async add(decisions: readonly RecordedDecision[]): Promise<void> {
    if (decisions.length > 0) await this.database.prepared(INSERT, [JSON.stringify(decisions)]);
  }
}

const INSERT = {
  name: 'product-decision.add',
  text: `
    INSERT INTO product_decision (product_id, version, decision, actor_id, reason)
    SELECT "productId", version, decision, "actorId", reason
      FROM jsonb_to_recordset($1::jsonb) AS d("productId" uuid, version integer, decision text, "actorId" uuid, reason text)`,
};
