import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { messages } from '@tovar/contracts';
import { ServiceModule, subgraph } from '@tovar/platform';
import { PlainUserError, VersionConflictErrorType } from '@tovar/platform/graphql';
import { PrismaMethodRepository } from './adapters/prisma-method.repository.ts';
import { PrismaZoneRepository } from './adapters/prisma-zone.repository.ts';
import { TableCarrier } from './adapters/table-carrier.ts';
import { DeliveryMethodsController } from './api/delivery-methods.controller.ts';
import { DeliveryMethodsResolver } from './api/delivery-methods.resolver.ts';
import { DeliveryQuotesController } from './api/delivery-quotes.controller.ts';
import { DeliveryQuotesResolver } from './api/delivery-quotes.resolver.ts';
import { DeliveryZonesController } from './api/delivery-zones.controller.ts';
import { DeliveryZonesResolver } from './api/delivery-zones.resolver.ts';
import { QuotesController } from './api/quotes.controller.ts';
import { CreateMethod } from './commands/create-method.ts';
import { CreateZone } from './commands/create-zone.ts';
import { DeleteMethod } from './commands/delete-method.ts';
import { DeleteZone } from './commands/delete-zone.ts';
import { EditMethod } from './commands/edit-method.ts';
import { EditZone } from './commands/edit-zone.ts';
import { FillDemoShipping } from './commands/fill-demo-shipping.ts';
import { Carriers } from './domain/carrier.ts';
import { MethodRepository } from './domain/method.repository.ts';
import { ZoneRepository } from './domain/zone.repository.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { DeliveryQuotes } from './queries/delivery-quotes.ts';
import { Methods } from './queries/methods.ts';
import { ReachingMethods } from './queries/reaching-methods.ts';
import { Zones } from './queries/zones.ts';

/** READ FIRST: everything shipping is made of. */
@Module({
  imports: [
    ServiceModule.for({
      name: 'shipping',
      messages,
      callers: ['gateway', 'cart', 'orders'],
      database: { prisma: PrismaClient, migrations: join(import.meta.dirname, '../migrations') },
    }),
    subgraph({ codeFirst: { orphanedTypes: [PlainUserError, VersionConflictErrorType] } }),
  ],
  controllers: [DeliveryQuotesController, DeliveryZonesController, DeliveryMethodsController, QuotesController],
  providers: [
    // in
    DeliveryQuotesResolver,
    DeliveryZonesResolver,
    DeliveryMethodsResolver,
    // does
    CreateZone,
    EditZone,
    DeleteZone,
    CreateMethod,
    EditMethod,
    DeleteMethod,
    FillDemoShipping,
    // answers
    DeliveryQuotes,
    ReachingMethods,
    Zones,
    Methods,
    // out
    { provide: ZoneRepository, useClass: PrismaZoneRepository },
    { provide: MethodRepository, useClass: PrismaMethodRepository },
    { provide: Carriers, useFactory: () => new Carriers([new TableCarrier()]) },
  ],
})
export class ShippingModule {}
