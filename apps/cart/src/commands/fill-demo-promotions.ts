import { Injectable } from '@nestjs/common';
import { demoPromotions, demoShop, type DemoSize, demoTaxRates, OPENED_AT } from '@tovar/demo';
import { Database } from '@tovar/platform';
import { PromotionList } from '../queries/promotion-list.ts';
import { ChangePromotions } from './change-promotions.ts';
import { promotionFields } from './promotion-input.ts';
import { SetTaxRate } from './set-tax-rate.ts';

/** Makes the demo shop's offers and the tax rates of the countries that it delivers to, all of them or none. */
@Injectable()
export class FillDemoPromotions {
  constructor(
    private readonly database: Database,
    private readonly list: PromotionList,
    private readonly promotions: ChangePromotions,
    private readonly taxRates: SetTaxRate,
  ) {}

  /** Does nothing when there is any promotion, and says so: `isFilled` is false then. */
  execute(shop: { seed: number; size: DemoSize }): Promise<{ isFilled: boolean }> {
    return this.database.transaction(async () => {
      const { items } = await this.list.page({ first: 1 });
      if (items.length > 0) return { isFilled: false };
      for (const promotion of demoPromotions(demoShop(shop)))
        await this.promotions.create(promotionFields.parse(promotion));
      for (const rate of demoTaxRates()) await this.taxRates.execute({ ...rate, validFrom: OPENED_AT });
      return { isFilled: true };
    });
  }
}
