import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import websocket from '@fastify/websocket';
import type { FastifyInstance } from 'fastify';
import { GraphQLError } from 'graphql';
import type { ExecutionArgs } from 'graphql';
import { makeHandler } from 'graphql-ws/use/@fastify/websocket';
import { currentRequest, inRequest, publicError, type RequestContext, TokenVerifier } from '@tovar/platform';
import { GraphQLExecutor } from '../graphql/graphql-executor.ts';
import { type AdmittedOperation, OperationGate } from '../graphql/operation-gate.ts';
import { LiveOperations } from './live-operations.ts';

const LARGEST_MESSAGE = 64 * 1_024;

interface Connection {
  caller?: RequestContext;
}

/** GraphQL over WebSocket (the graphql-transport-ws protocol): the same gate, limits and identity as over HTTP. */
@Injectable()
export class GraphQLWebSocket implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly gate: OperationGate,
    private readonly executor: GraphQLExecutor,
    private readonly live: LiveOperations,
    private readonly tokens: TokenVerifier,
  ) {}

  onModuleInit(): void {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    void server.register(async (scope) => {
      await scope.register(websocket, { options: { maxPayload: LARGEST_MESSAGE } });
      scope.get('/graphql/ws', { websocket: true }, this.handler());
    });
  }

  /** The token comes in the connection's parameters: a browser cannot set headers on a WebSocket. */
  private handler() {
    const callers = new WeakMap<object, Connection>();
    const callerOf = (extra: object): RequestContext | undefined => callers.get(extra)?.caller;
    return makeHandler({
      connectionInitWaitTimeout: 5_000,
      onConnect: async ({ connectionParams, extra }) => {
        const caller = currentRequest();
        const authorization = connectionParams?.authorization;
        const identity =
          typeof authorization === 'string'
            ? await this.tokens.verify(authorization).catch(() => undefined)
            : undefined;
        if (authorization !== undefined && !identity) return false;
        callers.set(extra, {
          caller: caller && { ...caller, authorization: authorization as string | undefined, identity },
        });
        return true;
      },
      onSubscribe: ({ extra }, _id, payload) => asArguments(() => this.gate.admit(payload as never), callerOf(extra)),
      execute: (args) => inCaller(args, () => this.executor.execute(admittedOf(args))),
      subscribe: (args) => inCaller(args, () => this.live.subscribe(admittedOf(args))) as never,
    });
  }
}

/** graphql-ws hands the arguments on untouched: the admitted operation and its caller travel as the root value. */
function asArguments(
  admit: () => AdmittedOperation,
  caller: RequestContext | undefined,
): ExecutionArgs | readonly GraphQLError[] {
  try {
    const admitted = admit();
    return {
      schema: undefined as never,
      document: admitted.document,
      operationName: admitted.operationName,
      rootValue: { admitted, caller },
    };
  } catch (error) {
    const { code, message, traceId } = publicError(error);
    return [new GraphQLError(message, { extensions: { code, traceId } })];
  }
}

function admittedOf(args: ExecutionArgs): AdmittedOperation {
  return (args.rootValue as { admitted: AdmittedOperation }).admitted;
}

function inCaller<T>(args: ExecutionArgs, work: () => T): T {
  const { caller } = args.rootValue as { caller?: RequestContext };
  return caller ? inRequest({ ...caller, deadlineAt: Date.now() + 15_000 }, work) : work();
}
