import { Injectable } from '@nestjs/common';
import { Database } from '@tovar/platform';
import { PriceBeginsTwice } from '../domain/catalog.errors.ts';
import { PriceList, type ScheduledPrice } from '../domain/price-list.ts';
import { brokenConstraint } from './broken-constraint.ts';
import { PriceEntity } from './price.entity.ts';

@Injectable()
export class TypeOrmPriceList extends PriceList {
  constructor(private readonly database: Database) {
    super();
  }

  async add(prices: readonly ScheduledPrice[]): Promise<void> {
    const rows = prices.map(({ amountMinor, ...price }) => ({ ...price, amountMinor: `${amountMinor}` }));
    try {
      await this.database.repository(PriceEntity).insert(rows);
    } catch (error) {
      if (brokenConstraint(error) === 'price_pkey') throw new PriceBeginsTwice({ cause: error });
      throw error;
    }
  }
}
