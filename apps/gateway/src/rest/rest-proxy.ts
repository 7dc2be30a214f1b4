import { Injectable, Logger, MethodNotAllowedException, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NotFound, sendProblem, ServiceLink } from '@tovar/platform';
import { ServiceDocuments } from '../service-documents.ts';
import { logUnexpected } from '../unexpected.ts';
import { bodyLimitOf, type Method, METHODS, routesOf } from './openapi-document.ts';
import { answerHeaders, requestHeaders } from '../passed-headers.ts';

/** The services' own REST routes under the gateway's address: exactly those that their documents list. */
@Injectable()
export class RestProxy implements OnModuleInit {
  private readonly logger = new Logger('Rest');

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly link: ServiceLink,
    private readonly documents: ServiceDocuments,
  ) {}

  onModuleInit(): void {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    void server.register(async (scope) => {
      // Bodies pass through as bytes: a webhook's signature covers exactly what was sent.
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
      scope.setErrorHandler((error, request, reply) => {
        logUnexpected(this.logger, error, request);
        void sendProblem(reply, error);
      });
      for (const [path, services] of routesOf(this.documents.openApi)) this.addPath(scope, path, services);
    });
  }

  private addPath(scope: FastifyInstance, path: string, services: ReadonlyMap<Method, string>): void {
    const url = path.replaceAll(/\{(\w+)\}/g, ':$1');
    for (const [method, service] of services) {
      const bodyLimit = bodyLimitOf(this.documents.openApi.get(service), method, path);
      const handler = (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
        this.pass({ service, method, path }, request, reply);
      scope.route({ method, url, bodyLimit, handler });
    }
    const allowed = [...services.keys()].join(', ');
    const others = METHODS.filter((method) => !services.has(method));
    if (others.length === 0) return;
    scope.route({
      method: others,
      url,
      exposeHeadRoute: false,
      handler: async (request, reply) => {
        reply.header('allow', allowed);
        throw new MethodNotAllowedException(`${request.method} is not possible here; ${allowed} is.`);
      },
    });
  }

  private async pass(
    route: { service: string; method: Method; path: string },
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { status, headers, bytes } = await this.link.send({
      service: route.service,
      method: route.method,
      path: targetOf(route.path, request),
      ...contentOf(request),
      isSafeToRepeat: route.method === 'GET',
    });
    reply.status(status).headers(answerHeaders(headers));
    return reply.send(bytes.length > 0 ? bytes : undefined);
  }
}

/** A type without content would make a service look for content; content without a type is not taken for JSON. */
function contentOf({ headers, body }: FastifyRequest): { headers: Record<string, string>; body?: Buffer } {
  const { 'content-type': contentType = 'application/octet-stream', ...others } = requestHeaders(headers);
  const content = body as Buffer | undefined;
  if (!content?.length) return { headers: others };
  return { headers: { ...others, 'content-type': contentType }, body: content };
}

/**
 * The path is written anew from the route and its parameters, so that no spelling of it can lead to another route of the
 * service. The query passes as it came.
 */
function targetOf(path: string, { params, url }: FastifyRequest): string {
  const values = params as Readonly<Record<string, string>>;
  const target = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
  if (target.split('/').some((segment) => segment === '.' || segment === '..')) throw new NotFound('This address');
  const query = url.indexOf('?');
  return query === -1 ? target : target + url.slice(query);
}
