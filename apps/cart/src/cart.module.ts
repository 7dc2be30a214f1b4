import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { messages } from '@tovar/contracts';
import { ServiceModule, subgraph } from '@tovar/platform';
import { PlainUserError } from '@tovar/platform/graphql';
import { CartReadingsController } from './api/cart-readings.controller.ts';
import { CartConsumers } from './api/cart.consumers.ts';
import { CartController } from './api/cart.controller.ts';
import { VersionConflictErrorType } from './api/cart.graphql.ts';
import { CartResolver } from './api/cart.resolver.ts';
import { CheckoutsController } from './api/checkouts.controller.ts';
import { CartDetails } from './cart-details.ts';
import { CartPricing } from './cart-pricing.ts';
import { Carts } from './carts.ts';
import { ChangeCart } from './commands/change-cart.ts';
import { ClaimCart } from './commands/claim-cart.ts';
import { CreateCart } from './commands/create-cart.ts';
import { PriceList } from './price-list.ts';

/**
 * READ FIRST: what somebody wants to buy. In: GraphQL, REST, the readings of orders, and order.placed.v1, which ends a cart.
 * Out: catalog's quotes. Carts live in the durable key-value store; the database holds the inbox alone.
 */
@Module({
  imports: [
    ServiceModule.for({
      name: 'cart',
      messages,
      database: { entities: [], migrations: join(import.meta.dirname, '../migrations') },
    }),
    subgraph({ codeFirst: { orphanedTypes: [PlainUserError, VersionConflictErrorType] } }),
  ],
  controllers: [CartController, CartReadingsController, CheckoutsController],
  providers: [
    CartResolver,
    CartConsumers,
    CreateCart,
    ChangeCart,
    ClaimCart,
    CartDetails,
    CartPricing,
    Carts,
    PriceList,
  ],
})
export class CartModule {}
