import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { messages } from '@tovar/contracts';
import { PersonalData, PersonalDataController, ServiceModule, subgraph } from '@tovar/platform';
import { PlainUserError, VersionConflictErrorType } from '@tovar/platform/graphql';
import { CartAnswersController } from './api/cart-answers.controller.ts';
import { CartConsumers } from './api/cart.consumers.ts';
import { CartController } from './api/cart.controller.ts';
import { CartResolver } from './api/cart.resolver.ts';
import { CheckoutsController } from './api/checkouts.controller.ts';
import { OrderUsesController } from './api/order-uses.controller.ts';
import { nameOf } from './api/locale.ts';
import { CartDiscountType, DeliveryOptionType } from './api/priced-parts.graphql.ts';
import { PromotionType } from './api/promotion.graphql.ts';
import { PromotionsController } from './api/promotions.controller.ts';
import { PromotionsResolver } from './api/promotions.resolver.ts';
import { TaxRatesController } from './api/tax-rates.controller.ts';
import { TaxRatesResolver } from './api/tax-rates.resolver.ts';
import { UsesAreCounted } from './audit/uses-are-counted.ts';
import { CartDetails } from './cart-details.ts';
import { CartPersonalData } from './cart-personal-data.ts';
import { CartPricing } from './cart-pricing.ts';
import { CartConfig } from './cart.config.ts';
import { Carts } from './carts.ts';
import { ApplyChange } from './commands/apply-change.ts';
import { ChangeCart } from './commands/change-cart.ts';
import { ChangePromotions } from './commands/change-promotions.ts';
import { CheckCodes } from './commands/check-codes.ts';
import { ClaimCart } from './commands/claim-cart.ts';
import { CreateCart } from './commands/create-cart.ts';
import { EndCart } from './commands/end-cart.ts';
import { FillDemoPromotions } from './commands/fill-demo-promotions.ts';
import { RedeemPromotions } from './commands/redeem-promotions.ts';
import { ReleasePromotions } from './commands/release-promotions.ts';
import { SetTaxRate } from './commands/set-tax-rate.ts';
import { DeliveryRates } from './delivery-rates.ts';
import { NewCarts } from './new-carts.ts';
import { PriceList } from './price-list.ts';
import { PromotionCodeEntity, PromotionEntity } from './promotion.entity.ts';
import { PromotionList } from './queries/promotion-list.ts';
import { TaxRateList } from './queries/tax-rate-list.ts';
import { UsesOfBuyer } from './queries/uses-of-buyer.ts';
import { ShopRules } from './shop-rules.ts';

/**
 * READ FIRST: what somebody wants to buy, and what it costs. The calculation is `domain/priced-cart.ts`. Carts live in the
 * durable key-value store; the database holds promotions with their uses, tax rates and the inbox.
 */
@Module({
  imports: [
    ServiceModule.for({
      name: 'cart',
      messages,
      callers: ['gateway', 'orders', 'accounts'],
      database: {
        entities: [PromotionEntity, PromotionCodeEntity],
        migrations: join(import.meta.dirname, '../migrations'),
      },
      config: [CartConfig],
    }),
    subgraph({ codeFirst: { orphanedTypes: [PlainUserError, VersionConflictErrorType] } }),
  ],
  controllers: [
    CartController,
    CartAnswersController,
    PromotionsController,
    TaxRatesController,
    CheckoutsController,
    OrderUsesController,
    PersonalDataController,
  ],
  providers: [
    // In, besides REST: GraphQL, the end of carts that were ordered, and the uses of promotions.
    CartResolver,
    PromotionsResolver,
    TaxRatesResolver,
    ...[CartDiscountType, DeliveryOptionType, PromotionType].map(nameOf),
    CartConsumers,
    // Does.
    CreateCart,
    ChangeCart,
    ApplyChange,
    CheckCodes,
    ClaimCart,
    EndCart,
    ChangePromotions,
    FillDemoPromotions,
    RedeemPromotions,
    ReleasePromotions,
    SetTaxRate,
    // Answers.
    CartDetails,
    CartPricing,
    ShopRules,
    PromotionList,
    TaxRateList,
    UsesOfBuyer,
    UsesAreCounted,
    // Out: the key-value store, the log, and the link to catalog and shipping.
    { provide: PersonalData, useClass: CartPersonalData },
    Carts,
    NewCarts,
    PriceList,
    DeliveryRates,
  ],
})
export class CartModule {}
