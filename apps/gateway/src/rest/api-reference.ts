import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { mergeDocuments, serviceDocuments } from './openapi-documents.ts';

/** The merged OpenAPI document at `/api/v1/openapi.json`, and a page to read and try it at `/api/docs`. */
@Injectable()
export class ApiReference implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    const document = mergeDocuments(serviceDocuments());
    void server.register(async (scope) => {
      scope.get('/api/v1/openapi.json', async () => document);
      scope.decorate('swagger', (() => document) as never);
      await scope.register(swaggerUi, { routePrefix: '/api/docs', uiConfig: { docExpansion: 'list', deepLinking: true }, staticCSP: true });
    });
  }
}
