import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { messages } from '@tovar/contracts';
import { PersonalData, PersonalDataController, ServiceModule, subgraph } from '@tovar/platform';
import { PlainUserError, VersionConflictErrorType } from '@tovar/platform/graphql';
import { cdekCarrier } from './adapters/cdek/index.ts';
import { LinkedCatalog } from './adapters/linked-catalog.ts';
import { ShippingPersonalData } from './adapters/shipping-personal-data.ts';
import { LinkedOrders } from './adapters/linked-orders.ts';
import { PdfLabelWriter } from './adapters/pdf-label-writer.ts';
import { PrismaFulfillmentRepository } from './adapters/prisma-fulfillment.repository.ts';
import { PrismaMethodRepository } from './adapters/prisma-method.repository.ts';
import { PrismaZoneRepository } from './adapters/prisma-zone.repository.ts';
import { TableCarrier } from './adapters/table-carrier.ts';
import { CarrierNotificationsController } from './api/carrier-notifications.controller.ts';
import { DeliveredProduct } from './api/delivery-estimate.types.ts';
import { DeliveryEstimatesController } from './api/delivery-estimates.controller.ts';
import { DeliveryEstimatesResolver } from './api/delivery-estimates.resolver.ts';
import { DeliveryMethodsController } from './api/delivery-methods.controller.ts';
import { DeliveryMethodsResolver } from './api/delivery-methods.resolver.ts';
import { DeliveryQuotesController } from './api/delivery-quotes.controller.ts';
import { DeliveryQuotesResolver } from './api/delivery-quotes.resolver.ts';
import { DeliveryZonesController } from './api/delivery-zones.controller.ts';
import { DeliveryZonesResolver } from './api/delivery-zones.resolver.ts';
import { LabelsController } from './api/labels.controller.ts';
import { TrackingController } from './api/tracking.controller.ts';
import { ParcelCareController } from './api/parcel-care.controller.ts';
import { ParcelCareResolver } from './api/parcel-care.resolver.ts';
import { PickupPointsController } from './api/pickup-points.controller.ts';
import { PickupPointsResolver } from './api/pickup-points.resolver.ts';
import { QuotesController } from './api/quotes.controller.ts';
import { ReturnCareController } from './api/return-care.controller.ts';
import { ReturnCareResolver } from './api/return-care.resolver.ts';
import { ReturnsController } from './api/returns.controller.ts';
import { OrderReturnsResolver, ReturnsResolver } from './api/returns.resolver.ts';
import { OrderWithShipments } from './api/shipment.types.ts';
import { ShipmentsController } from './api/shipments.controller.ts';
import { OrderShipmentsResolver, ShipmentsResolver } from './api/shipments.resolver.ts';
import { ShippingConsumers } from './api/shipping.consumers.ts';
import { ParcelsArePaid } from './audit/parcels-are-paid.ts';
import { ReturnsAreWhatWasBought } from './audit/returns-are-what-was-bought.ts';
import { BookShipment } from './commands/book-shipment.ts';
import { ChangeParcel } from './commands/change-parcel.ts';
import { CarriersConfig } from './carriers.config.ts';
import { CreateMethod } from './commands/create-method.ts';
import { CreateZone } from './commands/create-zone.ts';
import { DecideReturn } from './commands/decide-return.ts';
import { DeleteMethod } from './commands/delete-method.ts';
import { DeleteZone } from './commands/delete-zone.ts';
import { EditMethod } from './commands/edit-method.ts';
import { EditZone } from './commands/edit-zone.ts';
import { FillDemoShipping } from './commands/fill-demo-shipping.ts';
import { FollowCarrier } from './commands/follow-carrier.ts';
import { GiveUpOrder } from './commands/give-up-order.ts';
import { PackShipment } from './commands/pack-shipment.ts';
import { ReceiveNotification } from './commands/receive-notification.ts';
import { RequestReturn } from './commands/request-return.ts';
import { SendParcel } from './commands/send-parcel.ts';
import { ShipShipment } from './commands/ship-shipment.ts';
import { Carriers } from './domain/carrier.ts';
import { FulfillmentRepository } from './domain/fulfillment.repository.ts';
import { LabelWriter } from './domain/label-writer.ts';
import { MethodRepository } from './domain/method.repository.ts';
import { ShippingOrders } from './domain/shipping-orders.ts';
import { VariantWeights } from './domain/variant-weights.ts';
import { ZoneRepository } from './domain/zone.repository.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { DeliveryEstimates } from './queries/delivery-estimates.ts';
import { DeliveryQuotes } from './queries/delivery-quotes.ts';
import { Methods } from './queries/methods.ts';
import { PickupPoints } from './queries/pickup-points.ts';
import { ReachingMethods } from './queries/reaching-methods.ts';
import { Labels } from './queries/labels.ts';
import { Returns } from './queries/returns.ts';
import { Shipments } from './queries/shipments.ts';
import { Zones } from './queries/zones.ts';
import { ShippingConfig } from './shipping.config.ts';

/** Who can bring parcels. */
const CARRIERS = { table: () => new TableCarrier(), cdek: cdekCarrier };

function carriersOf(config: CarriersConfig): Carriers {
  return new Carriers(config.SHIPPING_CARRIERS.map((name) => CARRIERS[name](config)));
}

/** READ FIRST: everything shipping is made of. */
@Module({
  imports: [
    ServiceModule.for({
      name: 'shipping',
      messages,
      callers: ['gateway', 'cart', 'orders', 'accounts'],
      database: { prisma: PrismaClient, migrations: join(import.meta.dirname, '../migrations') },
      jobs: true,
      config: [ShippingConfig, CarriersConfig],
    }),
    subgraph({
      codeFirst: { orphanedTypes: [OrderWithShipments, DeliveredProduct, PlainUserError, VersionConflictErrorType] },
    }),
  ],
  controllers: [
    DeliveryQuotesController,
    DeliveryEstimatesController,
    PickupPointsController,
    DeliveryZonesController,
    DeliveryMethodsController,
    QuotesController,
    ShipmentsController,
    ParcelCareController,
    LabelsController,
    TrackingController,
    CarrierNotificationsController,
    ReturnsController,
    ReturnCareController,
    PersonalDataController,
  ],
  providers: [
    // in
    DeliveryQuotesResolver,
    DeliveryEstimatesResolver,
    PickupPointsResolver,
    DeliveryZonesResolver,
    DeliveryMethodsResolver,
    ShipmentsResolver,
    OrderShipmentsResolver,
    ParcelCareResolver,
    ReturnsResolver,
    OrderReturnsResolver,
    ReturnCareResolver,
    ShippingConsumers,
    // does
    CreateZone,
    EditZone,
    DeleteZone,
    CreateMethod,
    EditMethod,
    DeleteMethod,
    FillDemoShipping,
    BookShipment,
    GiveUpOrder,
    SendParcel,
    PackShipment,
    ShipShipment,
    ChangeParcel,
    FollowCarrier,
    ReceiveNotification,
    RequestReturn,
    DecideReturn,
    // answers
    DeliveryQuotes,
    DeliveryEstimates,
    PickupPoints,
    ReachingMethods,
    Zones,
    Methods,
    Shipments,
    Returns,
    Labels,
    // always true
    ReturnsAreWhatWasBought,
    ParcelsArePaid,
    // out
    { provide: PersonalData, useClass: ShippingPersonalData },
    { provide: ZoneRepository, useClass: PrismaZoneRepository },
    { provide: MethodRepository, useClass: PrismaMethodRepository },
    { provide: FulfillmentRepository, useClass: PrismaFulfillmentRepository },
    { provide: ShippingOrders, useClass: LinkedOrders },
    { provide: LabelWriter, useClass: PdfLabelWriter },
    { provide: VariantWeights, useClass: LinkedCatalog },
    { provide: Carriers, useFactory: carriersOf, inject: [CarriersConfig] },
  ],
})
export class ShippingModule {}
