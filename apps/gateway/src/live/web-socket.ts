import { AsyncResource } from 'node:async_hooks';
import { Injectable, Logger } from '@nestjs/common';
import websocket from '@fastify/websocket';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ExecutionArgs, GraphQLError } from 'graphql';
import { handleProtocols, makeServer } from 'graphql-ws';
import { ApiKeys, currentRequest, inRequest, isUnexpected, publicError, type RequestContext } from '@tovar/platform';
import { type EncodedAnswer, parsedAnswer } from '../federation/encoded-answer.ts';
import { refusalError } from '../graphql/graphql-answer.ts';
import { GraphQLExecutor } from '../graphql/graphql-executor.ts';
import { BadGraphQLRequest } from '../graphql/operation.errors.ts';
import { type AdmittedOperation, OperationGate } from '../graphql/operation-gate.ts';
import { operationFromBody, refusePrototypeKeys } from '../graphql/operation-request.ts';
import { RequestLimits } from '../limits/request-limits.ts';
import { operationHeaders } from '../passed-headers.ts';
import { followUpOf, LiveOperations } from './live-operations.ts';
import { serveSocket, type Socket } from './serve-socket.ts';
import { SessionEnds } from './session-ends.ts';

const LARGEST_MESSAGE = 100 * 1_024;
const INIT_WITHIN_MS = 5_000;
const CLOSE_WITHIN_MS = 1_000;
/** Of graphql-transport-ws: the caller may not go on; clients may connect again with another token. */
const FORBIDDEN = 4_403;

/** One socket, and on whose behalf its operations run. */
interface Connection {
  readonly socket: Socket;
  readonly headers: Readonly<Record<string, string>>;
  caller: RequestContext;
}

type Run = () => Promise<EncodedAnswer> | AsyncGenerator<EncodedAnswer>;

/**
 * GraphQL over WebSocket (graphql-transport-ws): the same gate, limits and identity as over HTTP. The token comes in the
 * connection's parameter `authorization`, because a browser cannot set headers here, and is verified again with every
 * operation; the connection ends with the session.
 */
@Injectable()
export class GraphQLWebSocket {
  private readonly logger = new Logger('GraphQL');

  constructor(
    private readonly gate: OperationGate,
    private readonly executor: GraphQLExecutor,
    private readonly live: LiveOperations,
    private readonly credentials: ApiKeys,
    private readonly sessions: SessionEnds,
    private readonly limits: RequestLimits,
  ) {}

  private readonly server = makeServer<Record<string, unknown> | undefined, Connection>({
    connectionInitWaitTimeout: INIT_WITHIN_MS,
    jsonMessageReviver: refusePrototypeKeys,
    onConnect: ({ connectionParams, extra }) => this.connect(extra, connectionParams?.authorization),
    onSubscribe: ({ extra }, _id, payload) => inRequest(followUpOf(extra.caller), () => this.prepare(extra, payload)),
    execute: run as never,
    subscribe: run as never,
    onNext: (_context, _id, _payload, _arguments, answer) => parsedAnswer(answer),
  });

  /** For the route's `wsHandler`. */
  readonly handler = (socket: Socket, request: FastifyRequest): void => {
    const caller = currentRequest();
    if (!caller) throw new Error('A socket was opened outside of a request.');
    const connection = { socket, caller, headers: operationHeaders(request.headers) };
    serveSocket(this.server, socket, connection, (error) => this.logger.error(error));
  };

  /** Makes sockets possible in the scope, and adds `/graphql/ws` for clients that want an address of its own. */
  async addTo(scope: FastifyInstance): Promise<void> {
    await scope.register(websocket, {
      options: { maxPayload: LARGEST_MESSAGE, closeTimeout: CLOSE_WITHIN_MS, handleProtocols },
      errorHandler: (_error, socket) => socket.close(),
    });
    scope.route({
      method: 'GET',
      url: '/graphql/ws',
      handler: async () => {
        throw new BadGraphQLRequest('Open a WebSocket here, with the protocol graphql-transport-ws.');
      },
      wsHandler: this.handler,
    });
  }

  private async connect(connection: Connection, parameter: unknown): Promise<boolean> {
    const { socket, caller } = connection;
    const authorization = parameter === undefined ? caller.authorization : textOf(parameter);
    if (authorization === undefined) return true;
    try {
      const { identity, authorization: token } = await inRequest(caller, () => this.credentials.verify(authorization));
      connection.caller = { ...caller, authorization: token, identity };
      const unwatch = this.sessions.watch(identity, ({ message }) =>
        // After the open streams have said the same in their own way.
        setImmediate(() => socket.close(FORBIDDEN, message)),
      );
      socket.once('close', unwatch);
      return true;
    } catch (error) {
      if (isUnexpected(error)) this.logger.error(error);
      socket.close(FORBIDDEN, publicError(error).message);
      return false;
    }
  }

  private async prepare(connection: Connection, payload: unknown): Promise<ExecutionArgs | readonly GraphQLError[]> {
    const { caller, headers } = connection;
    try {
      if (caller.authorization !== undefined) await this.credentials.verify(caller.authorization);
      this.limits.requireRequest();
      const admitted = this.gate.admit(operationFromBody(payload));
      return { schema: this.executor.schema, ...admitted, rootValue: this.toRun(admitted, headers) };
    } catch (error) {
      if (isUnexpected(error)) this.logger.error(error);
      return [refusalError(error)];
    }
  }

  /** In the context of the operation, which graphql-ws does not keep. */
  private toRun(admitted: AdmittedOperation, headers: Connection['headers']): Run {
    if (admitted.operation.operation !== 'subscription') {
      return AsyncResource.bind(async () => (await this.executor.execute(admitted, headers)).answer);
    }
    const values = this.live.subscribe(admitted, headers);
    return () => values;
  }
}

/** What is no text is no token either. */
function textOf(parameter: unknown): string {
  return typeof parameter === 'string' ? parameter : '';
}

/** graphql-ws hands the prepared operation back as the root value. */
function run({ rootValue }: { rootValue: Run }): ReturnType<Run> {
  return rootValue();
}
