import { Injectable } from '@nestjs/common';
import { TAX_CATEGORIES, type TaxCategory } from '@tovar/contracts';
import { afterCommit, Database, Outbox } from '@tovar/platform';
import { z } from 'zod';
import { ShopRules } from '../shop-rules.ts';
import { givenMoment } from './promotion-input.ts';

/** What a country takes of a category from a moment on. */
export interface TaxRate {
  readonly country: string;
  readonly category: TaxCategory;
  /** 1900 is 19 %. */
  readonly basisPoints: number;
  readonly validFrom: Date;
}

export const taxRateFields = z.strictObject({
  country: z.string().regex(/^[A-Z]{2}$/),
  category: z.enum(TAX_CATEGORIES),
  basisPoints: z.int().min(0).max(10_000),
  validFrom: givenMoment,
});

/** Adds an entry to the list of tax rates, or corrects the one that begins at the same moment. */
@Injectable()
export class SetTaxRate {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly rules: ShopRules,
  ) {}

  async execute(rate: TaxRate): Promise<TaxRate> {
    const { country, category, validFrom, basisPoints } = rate;
    await this.database.transaction(async () => {
      await this.database.prepared(SET, [country, category, validFrom, basisPoints]);
      const event = { type: 'tax-rate.changed.v1', subject: country, data: { country } };
      await this.outbox.add({ events: [event] }, this.database);
      afterCommit(() => this.rules.outdate());
    });
    return rate;
  }
}

const SET = {
  name: 'set-tax-rate.set',
  text: `INSERT INTO tax_rate (country, category, valid_from, basis_points) VALUES ($1, $2, $3, $4)
         ON CONFLICT (country, category, valid_from) DO UPDATE SET basis_points = excluded.basis_points`,
};
