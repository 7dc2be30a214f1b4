import { Injectable } from '@nestjs/common';
import { pageSize, SqlDatabase } from '@tovar/platform';
import { AvailableStock, type StockedVariant } from '../domain/available-stock.ts';
import { runsOut } from '../domain/runs-out.ts';

/** Sales of so many days say how fast something sells. */
export const LOOKED_BACK_DAYS = 28;
/** As many variants as the catalogue tells of at once. */
const FASTEST = 200;

/** A variant, how fast it sells, and when nothing will be left of it at that rate. */
export interface Forecast extends StockedVariant {
  /** Within the last 28 days. */
  readonly unitsSold: number;
  readonly daysLeft: number;
  readonly runsOutAt: Date;
}

/** What will be sold out next, of the 200 variants that sell fastest. */
@Injectable()
export class StockForecast {
  constructor(
    private readonly database: SqlDatabase,
    private readonly stock: AvailableStock,
  ) {}

  /** The soonest first. One statement and one call of the catalogue. Throws `InvalidPageSize`. */
  async next(first: number | null | undefined, now: Date): Promise<readonly Forecast[]> {
    const size = pageSize(first);
    const since = new Date(now.getTime() - LOOKED_BACK_DAYS * 86_400_000);
    const sold = await this.database.prepared<{ id: string; units: number }>(FASTEST_SELLING, [since, FASTEST]);
    const units = new Map(sold.map((row) => [row.id, row.units]));
    const variants = await this.stock.of([...units.keys()]);
    return variants
      .map((variant) => forecastOf(variant, units.get(variant.variantId) ?? 0, now))
      .toSorted((one, other) => one.daysLeft - other.daysLeft || other.unitsSold - one.unitsSold)
      .slice(0, size);
  }
}

function forecastOf(variant: StockedVariant, unitsSold: number, now: Date): Forecast {
  return { ...variant, unitsSold, ...runsOut(variant.available, unitsSold / LOOKED_BACK_DAYS, now) };
}

const FASTEST_SELLING = {
  name: 'stock-forecast.fastest',
  text: `SELECT subject AS id, sum(units)::float8 AS units FROM tally
          WHERE kind = 'VARIANT' AND span = 'DAY' AND starts_at > $1
          GROUP BY subject HAVING sum(units) > 0 ORDER BY sum(units) DESC, subject LIMIT $2`,
};
