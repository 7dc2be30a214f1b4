import { Injectable } from '@nestjs/common';
import { Database } from '@tovar/platform';
import { DecisionLog, type RecordedDecision } from '../domain/decision-log.ts';

@Injectable()
export class PostgresDecisionLog extends DecisionLog {
  constructor(private readonly database: Database) {
    super();
  }

  async add({ productId, version, decision, actorId, reason }: RecordedDecision): Promise<void> {
    await this.database.prepared(INSERT, [productId, version, decision, actorId, reason]);
  }
}

const INSERT = {
  name: 'product-decision.add',
  text: 'INSERT INTO product_decision (product_id, version, decision, actor_id, reason) VALUES ($1, $2, $3, $4, $5)',
};
