import type { Readable } from 'node:stream';
import { Injectable, Logger, MethodNotAllowedException, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  awaitPatiently,
  CACHE_TAGS_HEADER,
  currentRequest,
  NotFound,
  sendProblem,
  ServiceLink,
  type ServiceResponse,
  sharingOf,
  shownOf,
} from '@tovar/platform';
import { AnswerBody } from '../cache/answer-body.ts';
import { type MadeAnswer, ResponseCache } from '../cache/response-cache.ts';
import { writeAnswer } from '../cache/write-answer.ts';
import { FrontDoor } from '../edge/front-door.ts';
import { dearRoute } from '../limits/budgets.ts';
import { RequestLimits } from '../limits/request-limits.ts';
import { ServiceDocuments } from '../service-documents.ts';
import { logUnexpected } from '../unexpected.ts';
import { bodyLimitOf, isStreamed, type Method, METHODS, routesOf } from './openapi-document.ts';
import { answerHeaders, requestHeaders, streamedAnswerHeaders, streamedRequestHeaders } from '../passed-headers.ts';
import { contentTag, isUnchanged, versionTag } from './content-tags.ts';

interface Content {
  readonly headers: Record<string, string>;
  readonly body?: Buffer;
}

/** The services' own REST routes under the gateway's address: exactly those that their documents list. */
@Injectable()
export class RestProxy implements OnModuleInit {
  private readonly logger = new Logger('Rest');

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly link: ServiceLink,
    private readonly documents: ServiceDocuments,
    private readonly cache: ResponseCache,
    private readonly door: FrontDoor,
    private readonly limits: RequestLimits,
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
      await scope.register(async (streamed) => {
        streamed.removeAllContentTypeParsers();
        streamed.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
        for (const [path, services] of routesOf(this.documents.openApi))
          this.addPath({ scope, streamed }, path, services);
      });
    });
  }

  private addPath({ scope, streamed }: Servers, path: string, services: ReadonlyMap<Method, string>): void {
    const url = path.replaceAll(/\{(\w+)\}/g, ':$1');
    for (const [method, service] of services) {
      const document = this.documents.openApi.get(service);
      const route = { service, method, path };
      if (isStreamed(document, method, path)) {
        // HEAD would make the whole file for nobody, and use up one that is given once.
        const handler = (request: FastifyRequest, reply: FastifyReply) => this.passOn(route, request, reply);
        streamed.route({ method, url, exposeHeadRoute: false, handler });
        continue;
      }
      const bodyLimit = bodyLimitOf(document, method, path);
      scope.route({ method, url, bodyLimit, handler: (request, reply) => this.pass(route, request, reply) });
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

  /** As `pass`, for bodies of any size: nothing of them is held here, and a client that goes away ends the work. */
  private async passOn(route: Route, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const body = request.body as Readable | undefined;
    // Strangers are not awaited: no service takes a file of theirs.
    if (body && currentRequest()?.identity) awaitPatiently(request);
    const { status, headers, stream } = await this.link.stream({
      service: route.service,
      method: route.method,
      path: targetOf(route.path, request),
      headers: streamedRequestHeaders(request.headers),
      body,
    });
    // What a service refuses it does not read: the client must not send the rest of it into the void.
    if (body && !body.readableEnded) reply.header('connection', 'close');
    return reply.status(status).headers(streamedAnswerHeaders(headers)).send(stream);
  }

  private async pass(route: Route, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const dear = [dearRoute(route.method, route.path) ?? []].flat();
    this.limits.requireDear(dear);
    const target = targetOf(route.path, request);
    const isKept = route.method === 'GET' && this.cache.isOn;
    if (!isKept) return relay(await this.ask(route, target, contentOf(request)), reply);
    let personal: ServiceResponse | undefined;
    const isGuest = request.headers.authorization === undefined;
    const question = { key: `GET ${target}`, kind: `GET ${route.path}`, isGuest };
    const answer = await this.cache.answer(question, async () => {
      const response = await this.ask(route, target, contentOf(request));
      const made = madeOf(response);
      if (!made.shared) personal = response;
      return made;
    });
    this.door.count(answer.answer);
    if (personal) return relay(personal, reply);
    if (answer.key) this.door.remember(request.raw, { key: answer.key, dear });
    reply.headers(answer.answer.headers);
    if (!isUnchanged(answer.answer.headers.etag, request.headers['if-none-match']))
      return writeAnswer(request, reply, answer);
    return reply.status(304).send();
  }

  private ask(route: Route, target: string, content: Content): Promise<ServiceResponse> {
    const { service, method } = route;
    return this.link.send({ service, method, path: target, ...content, isSafeToRepeat: method === 'GET' });
  }
}

/** As the service says it, but for how the gateway itself may share it: that is no word for clients. */
function relay({ status, headers, bytes }: ServiceResponse, reply: FastifyReply): FastifyReply {
  const { 'cache-control': caching, ...others } = answerHeaders(headers);
  const isForGateway = caching === undefined || headers[CACHE_TAGS_HEADER] !== undefined;
  reply.status(status).headers(isForGateway ? others : { ...others, 'cache-control': caching });
  return reply.send(bytes.length > 0 ? bytes : undefined);
}

/**
 * What is shared is kept here and nowhere else without asking: a client has it confirmed each time, because no event
 * reaches what it keeps by itself.
 */
function madeOf({ status, headers, bytes }: ServiceResponse): MadeAnswer {
  const body = Buffer.from(bytes);
  const shared = status === 200 && headers['set-cookie'] === undefined ? sharingOf(headers) : undefined;
  const { 'cache-control': _, etag, ...others } = answerHeaders(headers) as Record<string, string>;
  const own = { ...others, 'cache-control': 'no-cache', etag: contentTag(body, etag) };
  return { answer: new AnswerBody(body, own, status, shownOf(headers)), shared };
}

interface Route {
  readonly service: string;
  readonly method: Method;
  readonly path: string;
}

/** Where routes are added: with bodies that are read first, or passed on while they arrive. */
interface Servers {
  readonly scope: FastifyInstance;
  readonly streamed: FastifyInstance;
}

/** A type without content would make a service look for content; content without a type is not taken for JSON. */
function contentOf({ headers, body }: FastifyRequest): Content {
  const { 'content-type': contentType = 'application/octet-stream', ...given } = requestHeaders(headers);
  const ifMatch = given['if-match'];
  const others = ifMatch === undefined ? given : { ...given, 'if-match': versionTag(ifMatch) };
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
