import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { sendProblem, ServiceLink, type ServiceRequest } from '@tovar/platform';
import { serviceDocuments } from './openapi-documents.ts';

/** What a client's request may carry to a service; everything else is left at the door. */
const REQUEST_HEADERS = [
  'accept',
  'accept-language',
  'content-type',
  'cookie',
  'idempotency-key',
  'if-match',
  'if-none-match',
  'origin',
  'paypal-auth-algo',
  'paypal-auth-version',
  'paypal-cert-url',
  'paypal-transmission-id',
  'paypal-transmission-sig',
  'paypal-transmission-time',
  'sec-fetch-site',
  'user-agent',
  'x-cart-token',
  'x-client',
  'x-order-token',
  'x-requested-with',
];

/** What a service's answer may carry to the client. */
const RESPONSE_HEADERS = [
  'cache-control',
  'content-disposition',
  'content-language',
  'content-security-policy',
  'content-type',
  'etag',
  'idempotency-replayed',
  'last-modified',
  'link',
  'location',
  'referrer-policy',
  'retry-after',
  'set-cookie',
  'vary',
];

const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

/** The services' own REST routes under the gateway's address: exactly those that their documents list. */
@Injectable()
export class RestProxy implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly link: ServiceLink,
  ) {}

  onModuleInit(): void {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    void server.register(async (scope) => {
      // Bodies pass through as bytes: a webhook's signature covers exactly what was sent.
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
      scope.setErrorHandler((error, _request, reply) => void sendProblem(reply, error));
      for (const [service, { paths }] of serviceDocuments()) {
        for (const [path, operations] of Object.entries(paths)) this.addRoutes(scope, service, path, Object.keys(operations));
      }
    });
  }

  private addRoutes(scope: FastifyInstance, service: string, path: string, operations: readonly string[]): void {
    const method = operations.filter((name) => METHODS.includes(name)).map((name) => name.toUpperCase() as HTTPMethods);
    const url = path.replace(/\{(\w+)\}/g, ':$1');
    scope.route({ method, url, handler: (request, reply) => this.pass(service, request, reply) });
  }

  private async pass(service: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const answer = await this.link.send({
      service,
      method: (request.method === 'HEAD' ? 'GET' : request.method) as ServiceRequest['method'],
      path: request.url,
      headers: pick(request.headers, REQUEST_HEADERS),
      body: request.body ?? undefined,
      isSafeToRepeat: request.method === 'GET' || request.method === 'HEAD',
    });
    for (const [name, value] of Object.entries(pick(answer.headers, RESPONSE_HEADERS))) reply.header(name, value);
    return reply.status(answer.status).send(answer.bytes);
  }
}

function pick(headers: Readonly<Record<string, string | string[] | undefined>>, names: readonly string[]): Record<string, string> {
  const known = names.map((name) => [name, headers[name]] as const);
  return Object.fromEntries(known.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
