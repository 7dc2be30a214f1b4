import { Injectable } from '@nestjs/common';
import { currencyCode, money, toJson } from '@tovar/contracts';
import { Database, NotFound, Outbox } from '@tovar/platform';
import { touched } from '../domain/product.ts';
import { ProductRepository } from '../domain/product.repository.ts';

interface Repriced {
  readonly variantId: string;
  readonly currency: string;
  readonly before: string;
  readonly after: string;
}

/** A scheduled price has begun or ended: lists show the product at what it costs now, and who waits for that is told. */
@Injectable()
export class RepriceProduct {
  constructor(
    private readonly database: Database,
    private readonly products: ProductRepository,
    private readonly outbox: Outbox,
  ) {}

  async execute({ productId, at }: { productId: string; at?: Date }): Promise<void> {
    try {
      await this.database.transaction(async () => {
        const { status } = await this.products.change(productId, undefined, touched, 'PRICED');
        if (at && status === 'PUBLISHED') await this.tell(productId, at);
      });
    } catch (error) {
      // Gone meanwhile: there is nothing to show.
      if (!(error instanceof NotFound)) throw error;
    }
  }

  /** The entries of that moment and of the one before it: by now both are history. */
  private async tell(productId: string, at: Date): Promise<void> {
    const rows = await this.database.query<Repriced>(REPRICED, [productId, at]);
    if (rows.length === 0) return;
    const prices = rows.map(({ variantId, currency, before, after }) => {
      const inCurrency = (minor: string) => toJson(money(BigInt(minor), currencyCode(currency)));
      return { variantId, before: inCurrency(before), after: inCurrency(after) };
    });
    const event = { type: 'product.repriced.v1', subject: productId, data: { productId, prices } };
    await this.outbox.add({ events: [event] }, this.database);
  }
}

const REPRICED = `
  WITH moment (side, at) AS (VALUES ('before', $2::timestamptz - interval '1 millisecond'), ('after', $2)),
       priced AS (SELECT DISTINCT ON (side, variant_id, currency) side, variant_id, currency, amount_minor
                    FROM moment, price JOIN variant ON variant.id = price.variant_id
                   WHERE product_id = $1 AND valid_from <= at AND (valid_to IS NULL OR valid_to > at)
                   ORDER BY side, variant_id, currency, valid_from DESC)
  SELECT variant_id AS "variantId", currency, old.amount_minor AS before, new.amount_minor AS after
    FROM priced AS old JOIN priced AS new USING (variant_id, currency)
   WHERE old.side = 'before' AND new.side = 'after' AND old.amount_minor <> new.amount_minor ORDER BY 1, 2`;
