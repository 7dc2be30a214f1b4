import { Controller, Get, Inject, Logger, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isUnexpected, PlatformConfig, Public } from '@tovar/platform';
import { answerAsStream } from '../live/event-stream.ts';
import { LiveOperations } from '../live/live-operations.ts';
import { BadGraphQLRequest } from './operation.errors.ts';
import { GraphQLExecutor } from './graphql-executor.ts';
import { refusalAnswer, statusOf } from './graphql-answer.ts';
import { type AdmittedOperation, OperationGate } from './operation-gate.ts';
import { operationFromBody, operationFromQuery } from './operation-request.ts';

/** GraphQL over HTTP: POST for everything, GET for queries, an event stream for subscriptions, GraphiQL in development. */
@ApiExcludeController()
@Controller('graphql')
export class GraphQLController {
  private readonly logger = new Logger('GraphQL');

  constructor(
    private readonly gate: OperationGate,
    private readonly executor: GraphQLExecutor,
    private readonly live: LiveOperations,
    @Inject(PlatformConfig) private readonly platform: PlatformConfig,
  ) {}

  @Public()
  @Post()
  post(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<unknown> {
    return this.answer(request, reply, () =>
      this.gate.admit(operationFromBody(request.headers['content-type'], request.body)),
    );
  }

  @Public()
  @Get()
  async get(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<unknown> {
    const query = request.query as Record<string, unknown>;
    if (query.query === undefined && this.wantsPage(request)) return this.sendPage(reply);
    return this.answer(request, reply, () => {
      const admitted = this.gate.admit(operationFromQuery(query));
      if (admitted.operation.operation === 'mutation') throw new BadGraphQLRequest('Send a mutation by POST.');
      return admitted;
    });
  }

  private async answer(request: FastifyRequest, reply: FastifyReply, admit: () => AdmittedOperation): Promise<unknown> {
    try {
      const admitted = admit();
      if (admitted.operation.operation === 'subscription')
        return await answerAsStream(request, reply, this.live.subscribe(admitted));
      const result = await this.executor.execute(admitted);
      return await reply.status(statusOf(result)).header('cache-control', 'no-store').send(result);
    } catch (error) {
      if (isUnexpected(error)) this.logger.error(error);
      const { status, body } = refusalAnswer(error);
      return reply.status(status).send(body);
    }
  }

  private wantsPage({ headers }: FastifyRequest): boolean {
    return this.platform.NODE_ENV !== 'production' && /text\/html/.test(headers.accept ?? '');
  }

  private sendPage(reply: FastifyReply): FastifyReply {
    const page = renderGraphiQL({
      title: 'Tovar',
      endpoint: '/graphql',
      subscriptionsProtocol: 'SSE',
      defaultQuery: FIRST_QUERY,
    });
    return reply.header('content-type', 'text/html; charset=utf-8').send(page);
  }
}

const FIRST_QUERY = `# The newest products of the shop.
{
  products(first: 3) {
    nodes { name slug }
  }
}`;
