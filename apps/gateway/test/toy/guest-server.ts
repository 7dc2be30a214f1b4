import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import { execute, type GraphQLSchema, parse } from 'graphql';

interface GuestQuery {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
}

/** A subgraph of somebody else, on an address of its own. */
export class GuestServer {
  /** The headers of every request, in order. */
  readonly seen: IncomingHttpHeaders[] = [];

  private constructor(
    private readonly server: Server,
    private schema: GraphQLSchema,
  ) {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void this.answer(request, response));
  }

  static async start(sdl: string, resolvers: GraphQLResolverMap<unknown>): Promise<GuestServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new GuestServer(server, schemaOf(sdl, resolvers));
  }

  /** Tells another schema from now on. */
  become(sdl: string, resolvers: GraphQLResolverMap<unknown>): void {
    this.schema = schemaOf(sdl, resolvers);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/graphql`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.seen.push(request.headers);
    const { query, variables } = JSON.parse(Buffer.concat(await request.toArray()).toString()) as GuestQuery;
    const result = await execute({ schema: this.schema, document: parse(query), variableValues: variables });
    response.setHeader('content-type', 'application/json').end(JSON.stringify(result));
  }
}

function schemaOf(sdl: string, resolvers: GraphQLResolverMap<unknown>): GraphQLSchema {
  return buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }]);
}
