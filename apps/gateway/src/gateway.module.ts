import { type DynamicModule, Module } from '@nestjs/common';
import { messages } from '@tovar/contracts';
import { PlatformConfig, ServiceLink, ServiceModule } from '@tovar/platform';
import { ShownPages } from './activity/shown-pages.ts';
import { CacheInvalidation } from './cache/cache-invalidation.ts';
import { EndingEvents } from './cache/ending-events.ts';
import { ResponseCache } from './cache/response-cache.ts';
import { FrontDoor } from './edge/front-door.ts';
import { HotAnswers } from './edge/hot-answers.ts';
import { composeSupergraph } from './federation/compose.ts';
import { FederationEngine } from './federation/federation-engine.ts';
import { LeanFederationEngine } from './federation/lean/lean-federation-engine.ts';
import { GatewayConfig } from './gateway.config.ts';
import { GraphQLOverHttp } from './graphql/graphql-over-http.ts';
import { GraphQLRoutes } from './graphql/graphql-routes.ts';
import { GraphQLAnswers } from './graphql/graphql-answers.ts';
import { GraphQLExecutor } from './graphql/graphql-executor.ts';
import { OperationGate } from './graphql/operation-gate.ts';
import { callSubgraphOver } from './graphql/subgraph-link.ts';
import { TrustedDocuments } from './graphql/trusted-documents.ts';
import { callWithGuests, Guests } from './guests/guests.ts';
import { LiveFields } from './live/live-fields.ts';
import { LiveOperations } from './live/live-operations.ts';
import { SessionEnds } from './live/session-ends.ts';
import { RequestLimits } from './limits/request-limits.ts';
import { SubjectEvents } from './live/subject-events.ts';
import { GraphQLWebSocket } from './live/web-socket.ts';
import { AccountController } from './pages/account.controller.ts';
import { HomeController } from './pages/home.controller.ts';
import { MetricsController } from './pages/metrics.controller.ts';
import { OutboxController } from './pages/outbox.controller.ts';
import { ShopAudit } from './pages/shop-audit.ts';
import { ShopStatus } from './pages/shop-status.ts';
import { StatusController } from './pages/status.controller.ts';
import { ApiReference } from './rest/api-reference.ts';
import { RestProxy } from './rest/rest-proxy.ts';
import { RunningSchemas } from './schemas/running-schemas.ts';
import { ServiceDocuments } from './service-documents.ts';

/** READ FIRST: the shop's one entry. In: HTTP from clients. Out: the services, over the link. It owns no data. */
@Module({
  imports: [
    ServiceModule.for({ name: 'gateway', messages, facesClients: true, config: [GatewayConfig, PlatformConfig] }),
  ],
  controllers: [HomeController, AccountController, OutboxController, StatusController, MetricsController],
  providers: [
    { provide: ServiceDocuments, useFactory: () => ServiceDocuments.committed() },
    { provide: LiveFields, useFactory: () => LiveFields.ofShop() },
    {
      provide: FederationEngine,
      inject: [ServiceDocuments, ServiceLink, GatewayConfig],
      useFactory: ({ subgraphs }: ServiceDocuments, link: ServiceLink, { GATEWAY_GUESTS }: GatewayConfig) =>
        LeanFederationEngine.start(
          composeSupergraph(subgraphs),
          callWithGuests(callSubgraphOver(link), subgraphs, GATEWAY_GUESTS),
        ),
    },
    { provide: EndingEvents, useFactory: () => EndingEvents.ofShop() },
    {
      provide: ResponseCache,
      inject: [GatewayConfig],
      useFactory: ({ GATEWAY_CACHE_MB }: GatewayConfig) => new ResponseCache(GATEWAY_CACHE_MB * 1_048_576),
    },
    CacheInvalidation,
    {
      provide: TrustedDocuments,
      inject: [GatewayConfig],
      useFactory: ({ GATEWAY_TRUSTED_DOCUMENTS: mode, GATEWAY_TRUSTED_MANIFEST: file }: GatewayConfig) =>
        TrustedDocuments.read(mode, file),
    },
    ShownPages,
    RequestLimits,
    HotAnswers,
    FrontDoor,
    RunningSchemas,
    Guests,
    OperationGate,
    GraphQLExecutor,
    GraphQLAnswers,
    GraphQLOverHttp,
    GraphQLRoutes,
    SubjectEvents,
    SessionEnds,
    LiveOperations,
    GraphQLWebSocket,
    RestProxy,
    ApiReference,
    ShopStatus,
    ShopAudit,
  ],
})
export class GatewayModule {
  /** The gateway before other services than the shop's, for tests. */
  static before(documents: ServiceDocuments, fields: LiveFields, ending: EndingEvents): DynamicModule {
    return {
      module: GatewayModule,
      providers: [
        { provide: ServiceDocuments, useValue: documents },
        { provide: LiveFields, useValue: fields },
        { provide: EndingEvents, useValue: ending },
      ],
    };
  }
}
