import { Module } from '@nestjs/common';
import { messages } from '@tovar/contracts';
import { PlatformConfig, ServiceLink, ServiceModule } from '@tovar/platform';
import { composeSupergraph } from './federation/compose.ts';
import { FederationEngine } from './federation/federation-engine.ts';
import { HiveFederationEngine } from './federation/hive-federation-engine.ts';
import { GatewayConfig } from './gateway.config.ts';
import { GraphQLController } from './graphql/graphql.controller.ts';
import { GraphQLExecutor } from './graphql/graphql-executor.ts';
import { OperationGate } from './graphql/operation-gate.ts';
import { ownSubgraphs } from './graphql/own-subgraphs.ts';
import { callSubgraphOver } from './graphql/subgraph-link.ts';
import { LiveOperations } from './live/live-operations.ts';
import { GraphQLWebSocket } from './live/web-socket.ts';
import { HomeController } from './pages/home.controller.ts';
import { ShopStatus } from './pages/shop-status.ts';
import { StatusController } from './pages/status.controller.ts';
import { ApiReference } from './rest/api-reference.ts';
import { RestProxy } from './rest/rest-proxy.ts';

/** READ FIRST: the shop's one entry. In: HTTP from clients. Out: the services, over the link. It owns no data. */
@Module({
  imports: [ServiceModule.for({ name: 'gateway', messages, config: [GatewayConfig, PlatformConfig] })],
  controllers: [GraphQLController, HomeController, StatusController],
  providers: [
    {
      provide: FederationEngine,
      inject: [ServiceLink],
      useFactory: (link: ServiceLink) => HiveFederationEngine.start(composeSupergraph(ownSubgraphs()), callSubgraphOver(link)),
    },
    OperationGate,
    GraphQLExecutor,
    LiveOperations,
    GraphQLWebSocket,
    RestProxy,
    ApiReference,
    ShopStatus,
  ],
})
export class GatewayModule {}
