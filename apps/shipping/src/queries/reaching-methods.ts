import { Injectable } from '@nestjs/common';
import type { CurrencyCode, TaxCategory } from '@tovar/contracts';
import { SqlDatabase } from '@tovar/platform';
import { type Destination, whereabouts } from '../domain/area.ts';
import type { ReachingMethod } from '../domain/carrier.ts';
import type { RateBasis } from '../domain/rate.ts';

interface Row {
  readonly id: string;
  readonly code: string;
  readonly name: { readonly en: string; readonly ru: string };
  readonly carrier: string;
  readonly isTaxIncluded: boolean;
  readonly taxCategory: TaxCategory;
  readonly minDays: number;
  readonly maxDays: number;
  readonly basis: RateBasis | null;
  readonly freeFrom: string | null;
  readonly steps: readonly { readonly upTo: string | null; readonly price: string }[] | null;
}

/** The methods that deliver to a place. By hand and prepared: every checkout asks for them. */
@Injectable()
export class ReachingMethods {
  constructor(private readonly database: SqlDatabase) {}

  /** The enabled methods of the most specific zone that the destination is in, each with its rate in the currency. */
  async find(destination: Destination, currency: CurrencyCode): Promise<ReachingMethod[]> {
    const rows = await this.database.prepared<Row>(REACHING, [...whereabouts(destination), currency]);
    return rows.map((row) => toReaching(row, currency));
  }
}

function toReaching(row: Row, currency: CurrencyCode): ReachingMethod {
  const { id, code, name, carrier, isTaxIncluded, taxCategory, minDays, maxDays, basis, freeFrom, steps } = row;
  const method = { id, code, name, carrier, isTaxIncluded, taxCategory, estimate: { minDays, maxDays } };
  if (!basis || !steps) return method;
  const rate = {
    currency,
    basis,
    freeFrom: freeFrom === null ? null : BigInt(freeFrom),
    steps: steps.map(({ upTo, price }) => ({ upTo: upTo === null ? null : BigInt(upTo), price: BigInt(price) })),
  };
  return { ...method, rate };
}

// A longer beginning of a postal code is more specific than a shorter one, any of them than a region, that than a country.
const REACHING = {
  name: 'reaching-methods',
  text: `
    SELECT m.id, m.code, json_build_object('en', m.name_en, 'ru', m.name_ru) AS name, m.carrier,
           m.is_tax_included AS "isTaxIncluded", m.tax_category AS "taxCategory",
           s.min_days AS "minDays", s.max_days AS "maxDays", r.basis, r.free_from AS "freeFrom",
           (SELECT json_agg(json_build_object('upTo', up_to::text, 'price', price::text) ORDER BY position)
              FROM rate_step step
             WHERE step.method_id = r.method_id AND step.zone_id = r.zone_id AND step.currency = r.currency) AS steps
      FROM (SELECT zone_id FROM zone_area
             WHERE country = $1 AND region IN ('', $2) AND starts_with($3, postal_prefix)
             ORDER BY length(postal_prefix) DESC, region DESC LIMIT 1) AS area
           JOIN method_zone s ON s.zone_id = area.zone_id
           JOIN method m ON m.id = s.method_id AND m.is_enabled
           LEFT JOIN rate r ON r.method_id = s.method_id AND r.zone_id = s.zone_id AND r.currency = $4`,
};
