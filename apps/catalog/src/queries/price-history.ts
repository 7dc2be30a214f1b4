import { Injectable } from '@nestjs/common';
import { currencyCode, money } from '@tovar/contracts';
import { Database, decodeCursor, type KeysetPage, pageSize, RequestBatch, rowsOf, toPage } from '@tovar/platform';
import type { PriceView } from './product-card.ts';

/** What a variant costs, cost or will cost. */
export interface PriceEntry extends PriceView {
  readonly validFrom: Date;
  /** When it ends by itself. */
  readonly validTo: Date | null;
}

export interface HistoryQuestion {
  readonly variantId: string;
  readonly currency: string;
  readonly first?: number | null;
  readonly after?: string | null;
}

/** The entries of variants' prices, those of the future among them. */
@Injectable()
export class PriceHistory {
  private readonly lowest = new RequestBatch((keys) => this.loadLowest(keys));

  constructor(private readonly database: Database) {}

  /** The latest beginning first. One statement. Throws `InvalidPageSize` and `InvalidCursor`, both before any SQL. */
  async page({ variantId, currency, first, after }: HistoryQuestion): Promise<KeysetPage<PriceEntry>> {
    const size = pageSize(first);
    const [before] = after ? decodeCursor(after, 'moment') : ['infinity'];
    const rows = await this.database.prepared<EntryRow>(HISTORY, [variantId, currency, before, size + 1]);
    const { items, ...page } = toPage(rows, size, ({ key }) => [key]);
    return { ...page, items: items.map(toEntry) };
  }

  /** The lowest price of a variant within the last 30 days, what it costs now among them. One statement for a request. */
  lowestRecent(variantId: string, currency: string): Promise<PriceView | undefined> {
    return this.lowest.load(`${variantId}/${currency}`);
  }

  private async loadLowest(keys: readonly string[]): Promise<ReadonlyMap<string, PriceView>> {
    const asked = keys.map((key) => key.split('/'));
    const ids = asked.map(([variantId]) => variantId);
    const currencies = asked.map(([, currency]) => currency);
    const rows = await this.database.prepared<PriceRow & { variantId: string }>(LOWEST, [ids, currencies]);
    return new Map(rows.map((row) => [`${row.variantId}/${row.currency}`, toView(row)]));
  }
}

interface PriceRow {
  readonly currency: string;
  readonly amount: string;
  readonly taxIncluded: boolean;
}

interface EntryRow extends PriceRow {
  readonly validFrom: Date;
  readonly validTo: Date | null;
  /** The beginning with its microseconds, which a Date does not hold. */
  readonly key: string;
}

const HISTORY = {
  name: 'price-history',
  text: `
    SELECT currency, amount_minor::text AS amount, tax_included AS "taxIncluded", valid_from AS "validFrom",
           valid_to AS "validTo", to_char(valid_from AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS key
      FROM price WHERE variant_id = $1 AND currency = $2 AND valid_from < $3::timestamptz
     ORDER BY valid_from DESC LIMIT $4`,
};

/** A price can change only when an entry begins or ends: the lowest is that of one of these moments, or of the first. */
const LOWEST = {
  name: 'price-history.lowest',
  text: `
    SELECT DISTINCT ON (asked.variant_id, asked.currency) asked.variant_id AS "variantId", asked.currency,
           price.amount_minor::text AS amount, price.tax_included AS "taxIncluded"
      FROM ${rowsOf('uuid', 'text')} AS asked(variant_id, currency)
     CROSS JOIN LATERAL (
       SELECT statement_timestamp() - interval '30 days' AS at
       UNION ALL
       SELECT change.at FROM price e CROSS JOIN LATERAL (VALUES (e.valid_from), (e.valid_to)) AS change(at)
        WHERE e.variant_id = asked.variant_id AND e.currency = asked.currency
          AND change.at BETWEEN statement_timestamp() - interval '30 days' AND statement_timestamp()) AS moment
     CROSS JOIN LATERAL (
       SELECT amount_minor, tax_included FROM price p
        WHERE p.variant_id = asked.variant_id AND p.currency = asked.currency AND p.valid_from <= moment.at
          AND (p.valid_to IS NULL OR p.valid_to > moment.at)
        ORDER BY p.valid_from DESC LIMIT 1) AS price
     ORDER BY asked.variant_id, asked.currency, price.amount_minor`,
};

function toView({ amount, currency, taxIncluded }: PriceRow): PriceView {
  return { money: money(BigInt(amount), currencyCode(currency)), taxIncluded };
}

function toEntry(row: EntryRow): PriceEntry {
  return { ...toView(row), validFrom: row.validFrom, validTo: row.validTo };
}
