import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { ServiceDocuments } from '../service-documents.ts';
import { mergeDocuments, type ShopDocument } from './merge-documents.ts';

/** Everything the page needs comes from here; its own styles are written by its script. */
const CONTENT_SECURITY_POLICY =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/** The merged OpenAPI document at `/api/v1/openapi.json`, and a page to read and try it at `/api/docs`. */
@Injectable()
export class ApiReference implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly documents: ServiceDocuments,
  ) {}

  onModuleInit(): void {
    const document = mergeDocuments(this.documents.openApi);
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    void server.register(async (scope) => {
      scope.get('/api/v1/openapi.json', async () => document);
      await scope.register(sourceOf(document));
      await scope.register(swaggerUi, {
        routePrefix: '/api/docs',
        uiConfig: { docExpansion: 'list', deepLinking: true },
        theme: { title: 'Tovar: the REST API' },
        staticCSP: CONTENT_SECURITY_POLICY,
      });
    });
  }
}

/** The page insists on the plugin `@fastify/swagger`, of which it uses this one function. JSON is YAML as well. */
function sourceOf(document: ShopDocument) {
  const plugin = async (scope: FastifyInstance): Promise<void> => {
    const source = (options?: { yaml?: boolean }) =>
      options?.yaml ? JSON.stringify(document, undefined, 2) : document;
    scope.decorate('swagger', source as never);
  };
  const name = '@fastify/swagger';
  return Object.assign(plugin, { [Symbol.for('skip-override')]: true, [Symbol.for('plugin-meta')]: { name } });
}
