import { randomUUID } from 'node:crypto';
import { Logger, StandardSchemaValidationPipe, type Type, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isUnexpected } from '../errors/error-format.ts';
import { Forbidden, InvalidInput, Unauthenticated } from '../errors/platform.errors.ts';
import { ProblemFilter, sendProblem } from '../errors/problem.filter.ts';
import type { Identity } from '../identity/identity.ts';
import { ApiKeys, credentialsOf } from '../identity/api-keys.ts';
import { TokenVerifier } from '../identity/token-verifier.ts';
import type { PlatformConfig } from '../run/platform.config.ts';
import { inServiceScope, serviceScope } from '../run/service-scope.ts';
import { handOverValues } from '../service-link/direct-call.ts';
import { type AdmittedCallers, admits, type CallerProof } from '../service-link/caller-proof.ts';
import { type LinkCredentials, serverOptionsOf } from '../service-link/https/link-certificates.ts';
import { CALLER_HEADER, CLIENT_IP_HEADER, dropLinkHeaders, TIMEOUT_HEADER } from '../service-link/link-headers.ts';
import { AnswerSharing } from './answer-sharing.ts';
import { currentRequest, inRequest, type RequestContext } from './request-context.ts';
import { ObservedRequests } from './observed-requests.ts';
import { keepRefusedConnections } from './refused-bodies.ts';
import { refuseUnreadable, responseWith, safetyHeaders } from './safety-headers.ts';
import { sharingHeaders, shownHeaders } from './sharing-headers.ts';
import { nextTraceparent } from './trace.ts';
import { dropUnusedConnections } from './unused-connections.ts';

/** Who may call a service that does not face clients, and how they prove who they are. */
export interface LinkEnd {
  readonly proof: CallerProof;
  readonly callers: AdmittedCallers;
  /** What the service shows when it listens by itself; in one process with its callers nobody connects. */
  readonly credentials?: LinkCredentials;
}

export interface ServiceAppOptions {
  /** Requests must prove that they come over the link. Not given to the one service that faces clients. */
  readonly link?: LinkEnd;
  readonly bodyLimitBytes?: number;
  /** How long a request may take when its caller names no limit. */
  readonly requestTimeoutMs?: number;
}

const REQUEST_ID = /^[\w-]{8,64}$/;
const LARGEST_HEADERS = 16_384;
const LOOK_AT_CONNECTIONS_MS = 2_000;
const OPEN_TO_ALL = /^\/health\//;

/** A service's Nest application on Fastify, with the hooks, pipes and filters that all services share; not listening. */
export async function createServiceApp(module: Type, options: ServiceAppOptions): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: options.bodyLimitBytes ?? 100 * 1_024,
    routerOptions: { maxParamLength: 200 },
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    forceCloseConnections: 'idle',
    // Whoever has a connection when the service stops is still answered on it.
    return503OnClosing: false,
    ...(options.link ? {} : forStrangers(serviceScope().process.config)),
    ...(options.link?.credentials ? { https: serverOptionsOf(options.link.credentials) } : {}),
    // What the router itself refuses, such as an address that is not valid UTF-8, before any hook or filter.
    frameworkErrors: (error: Error, _request: unknown, reply: FastifyReply) => void sendProblem(reply, error),
  });
  surroundRequests(adapter.getInstance(), options, () => ({ keys: app.get(ApiKeys), tokens: app.get(TokenVerifier) }));
  if (options.link) keepRefusedConnections(adapter.getInstance());
  dropUnusedConnections(adapter.getInstance());
  answerProblems(adapter);
  handOverValues(adapter.getInstance());
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bufferLogs: false,
    abortOnError: false,
    // Nest's parsers would take forms as well, which pages of other sites can send without being asked.
    bodyParser: false,
  });
  app.useGlobalPipes(
    new ValidationPipe({
      whitelist: true,
      forbidNonWhitelisted: true,
      transform: true,
      exceptionFactory: (errors) => new InvalidInput(errors.flatMap((error) => flatten(error))),
    }),
    new StandardSchemaValidationPipe({ exceptionFactory: (issues) => new InvalidInput(issues.map(toProblem)) }),
  );
  app.useGlobalFilters(new ProblemFilter());
  return app;
}

/**
 * Who sends a request slowly, or many headers, holds a connection: strangers may not for long. Whatever they are answered
 * tells their browsers what it must not be used for.
 */
function forStrangers(config: PlatformConfig) {
  const { CLIENT_HEADERS_MS: headersTimeout, CLIENT_REQUEST_MS: requestTimeout } = config;
  const connectionsCheckingInterval = Math.min(LOOK_AT_CONNECTIONS_MS, headersTimeout, requestTimeout);
  const headers = safetyHeadersOf(config);
  return {
    requestTimeout,
    clientErrorHandler: refuseUnreadable(headers),
    http: {
      headersTimeout,
      maxHeaderSize: LARGEST_HEADERS,
      connectionsCheckingInterval,
      ServerResponse: responseWith(headers),
    },
  };
}

function safetyHeadersOf({ NODE_ENV }: PlatformConfig): Readonly<Record<string, string>> {
  return safetyHeaders({ isProduction: NODE_ENV === 'production' });
}

/**
 * Says how to answer what Fastify refuses by itself, such as a body that is no JSON. Nest would say so at the end of its
 * start, which is too late for routes that a GraphQL service has already made ready.
 */
function answerProblems(adapter: FastifyAdapter): void {
  const server = adapter.getInstance();
  const logger = new Logger('Http');
  server.removeContentTypeParser('text/plain');
  server.setErrorHandler((error, _request, reply) => {
    if (isUnexpected(error)) logger.error(error);
    return sendProblem(reply, error);
  });
  adapter.setErrorHandler = () => server;
}

interface Verifiers {
  readonly keys: ApiKeys;
  readonly tokens: TokenVerifier;
}

/** Opens the request's context, checks the link, verifies the token, and says on the answer what was spent. */
function surroundRequests(server: FastifyInstance, options: ServiceAppOptions, verifiers: () => Verifiers): void {
  const scope = serviceScope();
  const observed = new ObservedRequests(server, scope);
  const { link } = options;
  const isEdge = link === undefined;
  const forRefusedSockets = isEdge ? safetyHeadersOf(scope.process.config) : {};
  const tellsStatements = !isEdge || scope.process.config.NODE_ENV !== 'production';
  server.addHook('onRequest', (request, reply, done) => {
    if (isEdge) dropLinkHeaders(request.headers);
    const clientIp = String(
      request.headers[CLIENT_IP_HEADER] ?? scope.process.config.TRUSTED_PROXIES.clientOf(request.raw),
    );
    const context = contextOf(request, { clientIp, traceparent: observed.begin(request), options });
    inServiceScope(scope, () =>
      inRequest(context, () => {
        reply.header('x-request-id', context.requestId);
        // What does not become a socket is answered by a response that the server has not made.
        if (request.raw.headers.upgrade !== undefined) reply.headers(forRefusedSockets);
        (request as FastifyRequest & { context?: RequestContext }).context = context;
        const refusal = link && refusalOf(request, link);
        if (refusal) sendProblem(reply, refusal);
        else done();
      }),
    );
  });
  server.addHook('onRequest', async ({ headers }, reply) => {
    const context = currentRequest();
    const credentials = isEdge ? credentialsOf(headers) : headers.authorization;
    if (!context || !credentials) return undefined;
    const { keys, tokens } = verifiers();
    try {
      const { authorization, identity } = isEdge
        ? await keys.verify(credentials)
        : { authorization: credentials, identity: await tokens.verify(credentials) };
      Object.assign(context, { authorization, identity });
      return undefined;
    } catch (error) {
      // The edge has formatters of its own, for GraphQL another one than for REST.
      if (isEdge) throw error;
      // Fastify's own formatter would answer 500: Nest's is set too late for the routes of a GraphQL service.
      return sendProblem(reply, error);
    }
  });
  server.addHook('onSend', (request, reply, payload, done) => {
    const { context } = request as FastifyRequest & { context?: RequestContext };
    // Says goodbye: whoever keeps this connection looks for another replica before this one is gone.
    if (scope.process.isDraining) reply.header('connection', 'close');
    if (context && tellsStatements) reply.header('x-statements', String(context.statements));
    if (context && !isEdge) tellSharing(reply, context);
    observed.end(request, reply);
    done(null, payload);
  });
}

function contextOf(
  request: FastifyRequest,
  { clientIp, traceparent, options }: { clientIp: string; traceparent?: string; options: ServiceAppOptions },
): RequestContext {
  const { requestTimeoutMs: timeoutMs = 15_000 } = options;
  const callerWaitsMs = Number(request.headers[TIMEOUT_HEADER] ?? Number.NaN);
  const sharing = new AnswerSharing();
  let known: Identity | undefined;
  return {
    requestId: requestIdOf(request.headers['x-request-id']),
    traceparent: traceparent ?? nextTraceparent(request.headers.traceparent as string | undefined),
    deadlineAt: Date.now() + (Number.isFinite(callerWaitsMs) ? callerWaitsMs : timeoutMs),
    clientIp,
    statements: 0,
    sharing,
    get identity() {
      sharing.dependOnCaller();
      return known;
    },
    set identity(identity) {
      known = identity;
    },
  };
}

/** Only a whole answer is shared or counted, and what a handler says of its caching by itself stands. */
function tellSharing(reply: FastifyReply, { sharing, authorization }: RequestContext): void {
  if (reply.statusCode !== 200) return;
  reply.headers(shownHeaders(sharing.shown));
  if (reply.hasHeader('cache-control')) return;
  const verdict = sharing.verdict(authorization === undefined);
  if (verdict) reply.headers(sharingHeaders(verdict));
}

/** The client's own, when it is a plain one, or a new one. */
export function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === 'string' && REQUEST_ID.test(header) ? header : randomUUID();
}

/** Undefined for callers whom the service admits; from then on its handlers believe the caller's name. */
function refusalOf(request: FastifyRequest, { proof, callers }: LinkEnd): Error | undefined {
  if (OPEN_TO_ALL.test(request.url)) return undefined;
  const caller = proof.callerOf(request);
  if (caller === undefined) return new Unauthenticated('This service answers its gateway only.');
  request.headers[CALLER_HEADER] = caller;
  return admits(callers, caller) ? undefined : new Forbidden();
}

interface ClassValidatorProblem {
  readonly property: string;
  readonly constraints?: Readonly<Record<string, string>>;
  readonly children?: readonly ClassValidatorProblem[];
}

function flatten(problem: ClassValidatorProblem, parent = ''): { path: string; message: string }[] {
  const path = parent ? `${parent}.${problem.property}` : problem.property;
  const own = Object.values(problem.constraints ?? {}).map((message) => ({ path, message }));
  return [...own, ...(problem.children ?? []).flatMap((child) => flatten(child, path))];
}

function toProblem(issue: { message: string; path?: readonly (PropertyKey | { key: PropertyKey })[] }) {
  const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
  return { path, message: issue.message };
}
