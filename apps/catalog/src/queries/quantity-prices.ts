import { Injectable } from '@nestjs/common';
import { currencyCode, type Money, money } from '@tovar/contracts';
import { Database, RequestBatch, rowsOf } from '@tovar/platform';

/** What one unit costs when at least so many are bought. */
export interface QuantityPrice {
  readonly minimumQuantity: number;
  readonly money: Money;
}

/** The steps that hold now, the smallest quantity first. One statement for all that a request asks for. */
@Injectable()
export class QuantityPrices {
  private readonly steps = new RequestBatch((keys) => this.load(keys));

  constructor(private readonly database: Database) {}

  async of(variantId: string, currency: string): Promise<readonly QuantityPrice[]> {
    return (await this.steps.load(`${variantId}/${currency}`)) ?? [];
  }

  private async load(keys: readonly string[]): Promise<ReadonlyMap<string, readonly QuantityPrice[]>> {
    const asked = keys.map((key) => key.split('/'));
    const rows = await this.database.prepared<StepRow>(STEPS, [
      asked.map(([variantId]) => variantId),
      asked.map(([, currency]) => currency),
    ]);
    const found = Map.groupBy(rows, ({ variantId, currency }) => `${variantId}/${currency}`);
    return new Map(Array.from(found, ([key, steps]) => [key, steps.map(toStep)]));
  }
}

interface StepRow {
  readonly variantId: string;
  readonly currency: string;
  readonly minimumQuantity: number;
  readonly amount: string;
}

const STEPS = {
  name: 'quantity-prices',
  text: `
    SELECT step.variant_id AS "variantId", step.currency, step.minimum_quantity AS "minimumQuantity",
           step.amount_minor::text AS amount
      FROM ${rowsOf('uuid', 'text')} AS asked (variant_id, currency)
     CROSS JOIN LATERAL (
       SELECT DISTINCT ON (minimum_quantity) * FROM quantity_price
        WHERE variant_id = asked.variant_id AND currency = asked.currency
        ORDER BY minimum_quantity, valid_from DESC) AS step
     WHERE step.amount_minor IS NOT NULL
     ORDER BY step.variant_id, step.currency, step.minimum_quantity`,
};

function toStep({ minimumQuantity, amount, currency }: StepRow): QuantityPrice {
  return { minimumQuantity, money: money(BigInt(amount), currencyCode(currency)) };
}
