import { Inject, Injectable, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PlatformConfig, publicError, retryAfter } from '@tovar/platform';
import { writeAnswer } from '../cache/write-answer.ts';
import { FrontDoor } from '../edge/front-door.ts';
import { answerAsStream } from '../live/event-stream.ts';
import { LiveOperations } from '../live/live-operations.ts';
import { operationHeaders } from '../passed-headers.ts';
import { logUnexpected } from '../unexpected.ts';
import { graphiql } from './graphiql.ts';
import { refusalError } from './graphql-answer.ts';
import { GraphQLAnswers } from './graphql-answers.ts';
import { BadGraphQLRequest } from './operation.errors.ts';
import { type AdmittedOperation, OperationGate } from './operation-gate.ts';
import { operationFromBody, operationFromQuery } from './operation-request.ts';

const RESPONSE_TYPE = 'application/graphql-response+json';
const JSON_TYPE = 'application/json';

/** Answers requests as https://graphql.github.io/graphql-over-http/draft/ says; a browser gets GraphiQL in development. */
@Injectable()
export class GraphQLOverHttp {
  private readonly logger = new Logger('GraphQL');

  constructor(
    private readonly gate: OperationGate,
    private readonly answers: GraphQLAnswers,
    private readonly live: LiveOperations,
    private readonly door: FrontDoor,
    @Inject(PlatformConfig) private readonly platform: PlatformConfig,
  ) {}

  async post(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    return this.answer(this.gate.admit(operationFromBody(request.body)), request, reply);
  }

  async get(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const query = request.query as Readonly<Record<string, unknown>>;
    if (query.query === undefined && this.wantsPage(request)) return sendPage(reply);
    const admitted = this.gate.admit(operationFromQuery(query));
    if (admitted.operation.operation === 'mutation') throw new BadGraphQLRequest('Send a mutation by POST.');
    return this.answer(admitted, request, reply);
  }

  /** Whatever was thrown, as a GraphQL answer without data. */
  refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    logUnexpected(this.logger, error, request);
    const { status, details } = publicError(error);
    if (status === 503) reply.header('retry-after', '1');
    if (status === 429) reply.header('retry-after', retryAfter(details));
    const body = JSON.stringify({ errors: [refusalError(error)] });
    return reply.status(status).type(typeFor(request)).send(body);
  }

  private async answer(
    admitted: AdmittedOperation,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const headers = operationHeaders(request.headers);
    if (admitted.operation.operation === 'subscription') {
      const lastEventId = request.headers['last-event-id'];
      const seen = typeof lastEventId === 'string' ? lastEventId : undefined;
      return answerAsStream(request, reply, () => this.live.subscribe(admitted, headers, seen));
    }
    const answer = await this.answers.answer(admitted, headers);
    this.door.count(answer.answer);
    if (answer.key) this.door.remember(request.raw, { key: answer.key, dear: admitted.dear });
    return writeAnswer(request, reply.header('cache-control', 'no-store').type(typeFor(request)), answer);
  }

  private wantsPage({ headers }: FastifyRequest): boolean {
    return this.platform.NODE_ENV !== 'production' && (headers.accept ?? '').includes('text/html');
  }
}

function sendPage(reply: FastifyReply): FastifyReply {
  const { html, policy } = graphiql();
  return reply.type('text/html; charset=utf-8').header('content-security-policy', policy).send(html);
}

/** `application/json`, unless the client asks for GraphQL's own media type. */
function typeFor({ headers }: FastifyRequest): string {
  return `${headers.accept?.includes(RESPONSE_TYPE) ? RESPONSE_TYPE : JSON_TYPE}; charset=utf-8`;
}
