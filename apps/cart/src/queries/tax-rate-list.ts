import { Injectable } from '@nestjs/common';
import { Database, decodeCursor, type KeysetPage, pageSize, toPage } from '@tovar/platform';
import type { TaxRate } from '../commands/set-tax-rate.ts';

/** All tax rates, past and coming ones too: by country and category, the latest beginning first. */
@Injectable()
export class TaxRateList {
  constructor(private readonly database: Database) {}

  /** Throws `InvalidPageSize` and `InvalidCursor`. */
  async page({ first, after }: { first?: number | null; after?: string | null }): Promise<KeysetPage<TaxRate>> {
    const size = pageSize(first);
    const [country, category, validFrom] =
      after === undefined || after === null ? [null, null, null] : decodeCursor(after, 'string', 'string', 'moment');
    const rows = await this.database.prepared<TaxRate>(PAGE, [country, category, validFrom, size + 1]);
    return toPage(rows, size, (rate) => [rate.country, rate.category, rate.validFrom.toISOString()]);
  }
}

const PAGE = {
  name: 'tax-rate-list.page',
  text: `SELECT country, category, basis_points AS "basisPoints", valid_from AS "validFrom" FROM tax_rate
          WHERE $1::text IS NULL OR (country, category) > ($1, $2)
             OR ((country, category) = ($1, $2) AND valid_from < $3::timestamptz)
          ORDER BY country, category, valid_from DESC LIMIT $4`,
};
