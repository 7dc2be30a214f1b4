import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { messages } from '@tovar/contracts';
import { PersonalData, PersonalDataController, ServiceModule, subgraph } from '@tovar/platform';
import { PlainUserError } from '@tovar/platform/graphql';
import { PdfInvoiceWriter } from './adapters/pdf-invoice-writer.ts';
import { OrdersPersonalData } from './adapters/orders-personal-data.ts';
import { HttpCartReader } from './adapters/http-cart-reader.ts';
import { OrderEntity, OrderLineEntity, OrderPlacementEntity } from './adapters/order.entity.ts';
import { TypeOrmOrderRepository } from './adapters/typeorm-order.repository.ts';
import { BuyerContactsController } from './api/buyer-contacts.controller.ts';
import { CustomerResolver, CustomerType } from './api/customer.resolver.ts';
import { KnownOrdersController } from './api/known-orders.controller.ts';
import { MailboxesController } from './api/mailboxes.controller.ts';
import { OrderLinesResolver } from './api/order-lines.resolver.ts';
import { REFUSAL_TYPES } from './api/order-writes.graphql.ts';
import { OrdersConsumers } from './api/orders.consumers.ts';
import { OrdersController } from './api/orders.controller.ts';
import { OrderReferenceResolver, OrdersResolver } from './api/orders.resolver.ts';
import { ShowOrder } from './api/shown-order.ts';
import { CancelledOrdersAreRefunded } from './audit/cancelled-orders-are-refunded.ts';
import { HistoriesArePaths } from './audit/histories-are-paths.ts';
import { OneOrderPerCart } from './audit/one-order-per-cart.ts';
import { OrdersAgreeWithPayments } from './audit/orders-agree-with-payments.ts';
import { OrdersAgreeWithPromotions } from './audit/orders-agree-with-promotions.ts';
import { OrdersAgreeWithStock } from './audit/orders-agree-with-stock.ts';
import { OrdersEnd } from './audit/orders-end.ts';
import { AcceptOrder } from './commands/accept-order.ts';
import { AdvanceCheckout } from './commands/advance-checkout.ts';
import { CancelOrder } from './commands/cancel-order.ts';
import { PlaceOrder } from './commands/place-order.ts';
import { CartReader } from './domain/cart-reader.ts';
import { CHECKOUT, checkoutSaga } from './domain/checkout.saga.ts';
import { InvoiceWriter } from './domain/invoice-writer.ts';
import { OrderRepository } from './domain/order.repository.ts';
import { InvoicesController } from './api/invoices.controller.ts';
import { OrderConnectionResolver } from './api/order-connection.resolver.ts';
import { ShippingClearancesController } from './api/shipping-clearances.controller.ts';
import { RepairsController } from './api/repairs.controller.ts';
import { RepairsResolver } from './api/repairs.resolver.ts';
import { ClearForShipping } from './commands/clear-for-shipping.ts';
import { FollowFulfillment } from './commands/follow-fulfillment.ts';
import { LookAfterOrder } from './commands/look-after-order.ts';
import { RebuildOrderViews } from './commands/rebuild-order-views.ts';
import { RepairOrders } from './commands/repair-orders.ts';
import { RepairList } from './queries/repair-list.ts';
import { OrdersConfig } from './orders.config.ts';
import { BuyerContacts } from './queries/buyer-contacts.ts';
import { CustomerOrders } from './queries/customer-orders.ts';
import { Mailboxes } from './queries/mailboxes.ts';
import { CheckoutAges } from './queries/checkout-ages.ts';
import { OrderBatch } from './queries/order-batch.ts';
import { OrderDetails } from './queries/order-details.ts';
import { OrderList } from './queries/order-list.ts';
import { OrderViewProjection } from './queries/order-view.projection.ts';
import { PayableOrder } from './queries/payable-order.ts';

/** READ FIRST: orders, from the moment a cart is placed. */
@Module({
  imports: [
    ServiceModule.for({
      name: 'orders',
      messages,
      callers: ['gateway', 'payments', 'notifications', 'shipping', 'accounts'],
      database: {
        entities: [OrderEntity, OrderLineEntity, OrderPlacementEntity],
        migrations: join(import.meta.dirname, '../migrations'),
      },
      jobs: true,
      config: [OrdersConfig],
    }),
    subgraph({ codeFirst: { orphanedTypes: [CustomerType, PlainUserError, ...REFUSAL_TYPES] } }),
  ],
  controllers: [
    OrdersController,
    InvoicesController,
    RepairsController,
    KnownOrdersController,
    MailboxesController,
    BuyerContactsController,
    ShippingClearancesController,
    PersonalDataController,
  ],
  providers: [
    // In, besides REST: GraphQL, what catalog, payments and shipping say, and deadlines.
    OrdersResolver,
    OrderReferenceResolver,
    OrderLinesResolver,
    OrderConnectionResolver,
    CustomerResolver,
    RepairsResolver,
    OrdersConsumers,
    // Does. The checkout is a table: domain/checkout.saga.ts.
    PlaceOrder,
    AcceptOrder,
    AdvanceCheckout,
    CancelOrder,
    ClearForShipping,
    FollowFulfillment,
    LookAfterOrder,
    RepairOrders,
    RebuildOrderViews,
    {
      provide: CHECKOUT,
      inject: [OrdersConfig],
      useFactory: ({ ORDERS_PAY_WITHIN_MS }: OrdersConfig) => checkoutSaga(ORDERS_PAY_WITHIN_MS),
    },
    // Answers, from a fold of the log: queries/order-view.projection.ts.
    OrderViewProjection,
    OrderDetails,
    OrderList,
    CustomerOrders,
    RepairList,
    OrderBatch,
    CheckoutAges,
    Mailboxes,
    BuyerContacts,
    PayableOrder,
    ShowOrder,
    // Always true.
    HistoriesArePaths,
    OrdersEnd,
    OneOrderPerCart,
    OrdersAgreeWithPayments,
    OrdersAgreeWithStock,
    OrdersAgreeWithPromotions,
    CancelledOrdersAreRefunded,
    // Out: the database with its outbox, and the link to cart.
    { provide: PersonalData, useClass: OrdersPersonalData },
    { provide: OrderRepository, useClass: TypeOrmOrderRepository },
    { provide: CartReader, useClass: HttpCartReader },
    { provide: InvoiceWriter, useClass: PdfInvoiceWriter },
  ],
})
export class OrdersModule {}
