import { Inject, Injectable, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PlatformConfig, publicError } from '@tovar/platform';
import { answerText, type EncodedAnswer } from '../federation/encoded-answer.ts';
import { answerAsStream } from '../live/event-stream.ts';
import { LiveOperations } from '../live/live-operations.ts';
import { operationHeaders } from '../passed-headers.ts';
import { logUnexpected } from '../unexpected.ts';
import { graphiql } from './graphiql.ts';
import { refusalError, statusOf } from './graphql-answer.ts';
import { GraphQLExecutor } from './graphql-executor.ts';
import { BadGraphQLRequest } from './operation.errors.ts';
import { type AdmittedOperation, OperationGate } from './operation-gate.ts';
import { operationFromBody, operationFromQuery } from './operation-request.ts';

const RESPONSE_TYPE = 'application/graphql-response+json';

/** Answers requests as https://graphql.github.io/graphql-over-http/draft/ says; a browser gets GraphiQL in development. */
@Injectable()
export class GraphQLOverHttp {
  private readonly logger = new Logger('GraphQL');

  constructor(
    private readonly gate: OperationGate,
    private readonly executor: GraphQLExecutor,
    private readonly live: LiveOperations,
    @Inject(PlatformConfig) private readonly platform: PlatformConfig,
  ) {}

  async post(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    return this.answer(this.gate.admit(operationFromBody(request.body)), request, reply);
  }

  async get(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const query = request.query as Readonly<Record<string, unknown>>;
    if (query.query === undefined && this.wantsPage(request)) return reply.type('text/html').send(graphiql());
    const admitted = this.gate.admit(operationFromQuery(query));
    if (admitted.operation.operation === 'mutation') throw new BadGraphQLRequest('Send a mutation by POST.');
    return this.answer(admitted, request, reply);
  }

  /** Whatever was thrown, as a GraphQL answer without data. */
  refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    logUnexpected(this.logger, error, request);
    const { status } = publicError(error);
    if (status === 503) reply.header('retry-after', '1');
    return send(request, reply.status(status), { errors: [refusalError(error)] });
  }

  private async answer(
    admitted: AdmittedOperation,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const headers = operationHeaders(request.headers);
    if (admitted.operation.operation === 'subscription') {
      return answerAsStream(request, reply, () => this.live.subscribe(admitted, headers));
    }
    const encoded = await this.executor.execute(admitted, headers);
    return send(request, reply.status(statusOf(encoded)), encoded);
  }

  private wantsPage({ headers }: FastifyRequest): boolean {
    return this.platform.NODE_ENV !== 'production' && (headers.accept ?? '').includes('text/html');
  }
}

/** As `application/json`, unless the client asks for GraphQL's own media type. */
function send({ headers }: FastifyRequest, reply: FastifyReply, answer: EncodedAnswer): FastifyReply {
  const type = headers.accept?.includes(RESPONSE_TYPE) ? RESPONSE_TYPE : 'application/json';
  return reply.header('cache-control', 'no-store').type(`${type}; charset=utf-8`).send(answerText(answer));
}
