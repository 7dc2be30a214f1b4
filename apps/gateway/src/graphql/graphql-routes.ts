import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { FrontDoor } from '../edge/front-door.ts';
import { GraphQLWebSocket } from '../live/web-socket.ts';
import { GraphQLOverHttp } from './graphql-over-http.ts';
import { requireJson } from './operation-request.ts';

/**
 * GraphQL at `/graphql`: POST for everything, GET for queries, an event stream for subscriptions, a WebSocket for all of
 * them. Routes of the server itself and not of a controller, so that every refusal has GraphQL's shape, also one of the
 * body's parser or of the token's verification.
 */
@Injectable()
export class GraphQLRoutes implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly http: GraphQLOverHttp,
    private readonly webSocket: GraphQLWebSocket,
    private readonly door: FrontDoor,
  ) {}

  onModuleInit(): void {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    server.addHook('onResponse', async ({ raw }) => {
      // Node lets go of a connection that asks for an upgrade: when it was answered by HTTP, nobody else would close it.
      if (raw.headers.upgrade !== undefined) raw.socket.destroySoon();
    });
    void server.register(async (scope) => {
      scope.setErrorHandler((error, request, reply) => this.http.refuse(error, request, reply));
      await this.webSocket.addTo(scope);
      scope.route({
        method: 'POST',
        url: '/graphql',
        onRequest: async ({ headers }) => requireJson(headers['content-type']),
        preParsing: async ({ raw }, _reply, payload) => this.door.replay(raw) ?? payload,
        handler: (request, reply) => this.http.post(request, reply),
      });
      scope.route({
        method: 'GET',
        url: '/graphql',
        handler: (request, reply) => this.http.get(request, reply),
        wsHandler: this.webSocket.handler,
      });
    });
  }
}
