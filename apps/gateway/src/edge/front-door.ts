import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { PlatformConfig, safetyHeaders, type TrustedProxies } from '@tovar/platform';
import { ShownPages } from '../activity/shown-pages.ts';
import type { AnswerBody } from '../cache/answer-body.ts';
import { GatewayConfig } from '../gateway.config.ts';
import { RequestLimits } from '../limits/request-limits.ts';
import { Cors, varyWith } from './cors.ts';
import { HotAnswers, type HotQuestion, hotKey, mayBeHot } from './hot-answers.ts';
import { limitHeaders, refuseTooMany } from './refuse-too-many.ts';
import { writeHot } from './write-hot.ts';

type Headers = Readonly<Record<string, string>>;
type Handle = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Stands between the socket and the application: counts every request by its address, answers browsers that ask whether
 * they may, and answers by itself a guest whose very request was answered before and whose answer still holds. Whatever
 * else there is to a request is the application's affair.
 */
@Injectable()
export class FrontDoor implements OnModuleInit {
  private readonly bodies = new WeakMap<IncomingMessage, Buffer>();
  private readonly proxies: TrustedProxies;
  private readonly cors: Cors;
  /** Said with every answer that is given here, so that it is put together once for each. */
  private readonly always: Headers;
  private readonly maxConnections: number;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly limits: RequestLimits,
    private readonly answers: HotAnswers,
    private readonly shown: ShownPages,
    config: GatewayConfig,
    @Inject(PlatformConfig) platform: PlatformConfig,
  ) {
    this.proxies = platform.TRUSTED_PROXIES;
    this.cors = new Cors(config.GATEWAY_CORS_ORIGINS);
    this.maxConnections = config.GATEWAY_MAX_CONNECTIONS;
    const isProduction = platform.NODE_ENV === 'production';
    this.always = { ...safetyHeaders({ isProduction }), ...(isProduction ? {} : { 'x-statements': '0' }) };
  }

  onModuleInit(): void {
    const application = this.host.httpAdapter.getInstance<FastifyInstance>();
    if (this.cors.isOn) this.addCorsTo(application);
    application.addHook('onRequest', async () => this.limits.requireUser());
    const { server } = application;
    server.maxConnections = this.maxConnections;
    const [handle] = server.listeners('request') as Handle[];
    if (!handle) throw new Error('The server has no application to stand before.');
    server.removeAllListeners('request');
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      this.receive(request, response, server.listening, handle);
    });
  }

  /** A body that was read here already, for the application's own parser. */
  replay(request: IncomingMessage): Readable | undefined {
    const body = this.bodies.get(request);
    if (!body) return undefined;
    const replayed = new Readable({ read: () => undefined });
    replayed.push(body);
    replayed.push(null);
    return replayed;
  }

  /** Told of an answer that the application gives: what it shows has been seen once more. */
  count({ shown }: AnswerBody): void {
    this.shown.count(shown);
  }

  /** Told that the request was answered with what everybody may see: whoever sends the very same gets it here. */
  remember(request: IncomingMessage, question: HotQuestion): void {
    if (mayBeHot(request)) this.answers.remember(hotKey(request, this.bodies.get(request)), question);
  }

  private receive(request: IncomingMessage, response: ServerResponse, isOpen: boolean, handle: Handle): void {
    const address = this.proxies.clientOf(request);
    const allowance = this.limits.ofAddress(address, request.headers.authorization !== undefined);
    if (allowance?.isWithin === false) return refuseTooMany(request, response, allowance);
    if (isPreflight(request)) return this.answerPreflight(request, response);
    const limits = allowance && limitHeaders(allowance);
    const pass = (): void => {
      for (const name in limits) response.setHeader(name, limits[name] ?? '');
      handle(request, response);
    };
    if (!isOpen || !this.answers.isOn || !mayBeHot(request)) return pass();
    const answer = (body?: Buffer): boolean => {
      const found = this.answers.find(hotKey(request, body));
      if (!found || !this.limits.allowsDear(found.dear, address)) return false;
      const head = { always: this.always, now: this.headersNow(request, limits) };
      const isWritten = writeHot(request, response, found.kept, head);
      if (!isWritten) return false;
      this.count(found.kept.answer);
      this.answers.countGiven();
      return true;
    };
    if (request.method === 'GET') return answer() ? undefined : pass();
    readBody(request, (body) => {
      if (answer(body)) return;
      this.bodies.set(request, body);
      pass();
    });
  }

  private headersNow({ headers }: IncomingMessage, limits: Headers | undefined): Headers | undefined {
    return this.cors.isOn ? { ...limits, vary: 'origin', ...this.cors.headersFor(headers.origin) } : limits;
  }

  private answerPreflight({ headers }: IncomingMessage, response: ServerResponse): void {
    response.writeHead(204, { vary: 'origin', ...this.cors.preflightHeaders(headers.origin) });
    response.end();
  }

  private addCorsTo(application: FastifyInstance): void {
    application.addHook('onSend', async ({ headers }, reply) => {
      reply.headers({ ...this.cors.headersFor(headers.origin), vary: varyWith(reply.getHeader('vary'), 'origin') });
    });
  }
}

function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}

function readBody(request: IncomingMessage, then: (body: Buffer) => void): void {
  let first: Buffer | undefined;
  let all: Buffer[] | undefined;
  request.on('data', (chunk: Buffer) => {
    if (first) (all ??= [first]).push(chunk);
    else first = chunk;
  });
  request.once('end', () => then(all ? Buffer.concat(all) : (first ?? Buffer.alloc(0))));
}
