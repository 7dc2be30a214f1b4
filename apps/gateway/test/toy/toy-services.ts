import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import type { FastifyInstance } from 'fastify';
import { execute, GraphQLError, type GraphQLSchema, parse } from 'graphql';
import { type SharedAnswer, sharingHeaders } from '@tovar/platform';
import type { OpenApiDocument } from '../../src/rest/openapi-document.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@authenticated"])`;

const products = Array.from({ length: 3 }, (_, index) => ({ id: `p${index}`, name: `Product ${index}` }));
const productOf = ({ id }: { id: string }) => products.find((product) => product.id === id) ?? null;

/** Whoever tests may change what is kept here. */
export const orders = new Map<string, { id: string; status: string }>();

const shelf = {
  sdl: `${LINK}
    type Query {
      products(first: Int = 20, last: Int): [Product!]!
      pages(first: Int = 500): [Product!]!
      product(id: ID!): Product
      order(id: ID!, token: String): Order
      price(of: Priced!): Int
      broken: String
      must: String!
    }
    type Mutation { rename(id: ID!, name: String!): Product }
    type Subscription { orderUpdated(id: ID!, token: String, lastEventId: String): Order }
    input Priced { secretCode: String!, note: JSON }
    scalar JSON
    type Order { id: ID! status: String! best: Product }
    type Product @key(fields: "id") { id: ID! name: String! related(first: Int): [Product!]! }`,
  resolvers: {
    Query: {
      products: () => products,
      pages: () => products,
      product: (_: unknown, reference: { id: string }) => productOf(reference),
      order: (_: unknown, { id }: { id: string }) => {
        const order = orders.get(id);
        if (!order) throw new GraphQLError('The order does not exist.', { extensions: { code: 'NOT_FOUND' } });
        return order;
      },
      price: () => 1,
      broken: () => {
        throw new Error('SELECT secret FROM shelf');
      },
      must: () => {
        throw new GraphQLError('Log in to do this.', { extensions: { code: 'UNAUTHENTICATED', traceId: 'its own' } });
      },
    },
    Mutation: { rename: (_: unknown, { id, name }: { id: string; name: string }) => ({ ...productOf({ id }), name }) },
    Order: { best: () => productOf({ id: 'p1' }) },
    Product: { __resolveReference: productOf, related: () => products },
  },
};

const ratings = {
  sdl: `${LINK}
    type Query { best: Product }
    type Product @key(fields: "id") { id: ID! rating: Float }`,
  resolvers: {
    Query: { best: () => ({ id: 'p1' }) },
    Product: { __resolveReference: (reference: object) => reference, rating: () => 4.5 },
  },
};

interface Toy {
  readonly sdl: string;
  readonly resolvers: GraphQLResolverMap<unknown>;
}

/** Two services in memory that know parts of the same products. */
export const toys: Readonly<Record<'shelf' | 'ratings', Toy>> = { shelf, ratings };

const operation = (summary: string) => ({ operationId: summary, responses: { 200: { description: summary } } });

/** REST of the first toy, as its document lists it. */
export const shelfDocument: OpenApiDocument = {
  paths: {
    '/api/v1/echo': { get: operation('echoQuery'), post: operation('echo'), delete: operation('echoDelete') },
    '/api/v1/things/{thingId}': { get: operation('thing') },
    '/api/v1/things/{thingId}/parts/{part}': { get: operation('part') },
    '/api/v1/pictures/{name}.svg': { get: operation('picture') },
    '/api/v1/cookies': { post: operation('cookies') },
    '/api/v1/files': { post: { ...operation('file'), 'x-streamed': true } },
    '/api/v1/refusal': { get: operation('refusal') },
    '/webhooks/toy': { post: operation('webhook') },
  },
};

/** What a service was asked, as it came over the link. */
export interface Call {
  readonly service: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

/** What a test sees of the toys, and which of them it has made slow. */
export interface ToyWatch {
  readonly calls: Call[];
  readonly slow: ReadonlySet<string>;
  /** What a service says of sharing its answers, by its name. */
  readonly shared: ReadonlyMap<string, SharedAnswer>;
  /** The schema that a service tells instead of its own, by its name. */
  readonly told: ReadonlyMap<string, () => string>;
}

/** Answers GraphQL as a subgraph does, and writes every request down. */
export function serveToy(
  service: FastifyInstance,
  name: keyof typeof toys,
  { calls, slow, shared, told }: ToyWatch,
): void {
  const { sdl, resolvers } = toys[name];
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }]);
  service.removeAllContentTypeParsers();
  service.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  service.addHook('preHandler', async ({ method, url, headers, body }) => {
    calls.push({ service: name, method, url, headers, body });
    if (slow.has(name)) await new Promise(() => undefined);
  });
  service.post('/graphql', async ({ body }) => {
    const call = JSON.parse(String(body)) as GraphQLCall;
    if (!call.query.includes('_service')) return answer(schema, call);
    return { data: { _service: { sdl: told.get(name)?.() ?? sdl } } };
  });
  service.addHook('onSend', async (_request, reply) => {
    const sharing = shared.get(name);
    if (sharing) reply.headers(sharingHeaders(sharing));
  });
  service.get('/health/ready', async () => ({ status: 'ok' }));
  if (name === 'shelf') serveRest(service);
}

function serveRest(service: FastifyInstance): void {
  for (const method of ['GET', 'POST', 'DELETE'] as const) {
    service.route({ method, url: '/api/v1/echo', handler: async ({ body }, reply) => reply.send(body ?? 'nothing') });
  }
  service.get('/api/v1/things/:thingId', async ({ params }) => params);
  service.get('/api/v1/things/:thingId/parts/:part', async ({ params }) => params);
  service.get('/api/v1/pictures/:name.svg', async (_request, reply) =>
    reply
      .type('image/svg+xml')
      .header('x-internal-cost', '7')
      .send(Buffer.from([0, 255, 128, 10])),
  );
  service.post('/api/v1/cookies', async (_request, reply) =>
    reply.header('set-cookie', ['one=1; Path=/', 'two=2; Path=/']).status(204).send(),
  );
  service.post('/api/v1/files', async ({ body }) => ({ length: (body as Buffer).length }));
  service.get('/api/v1/refusal', async (_request, reply) =>
    reply
      .status(409)
      .type('application/problem+json')
      .send(JSON.stringify({ code: 'SOLD_OUT' })),
  );
  service.post('/webhooks/toy', async ({ body }, reply) => reply.type('application/octet-stream').send(body));
  service.get('/internal/secrets', async () => 'secret');
}

interface GraphQLCall {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
}

async function answer(schema: GraphQLSchema, { query, variables }: GraphQLCall): Promise<object> {
  const { data, errors } = await execute({ schema, document: parse(query), variableValues: variables });
  // A real service masks what nobody declared.
  const masked = errors?.map(({ message, path, extensions }) =>
    extensions.code
      ? { message, path, extensions }
      : { message: 'Masked.', path, extensions: { code: 'INTERNAL_SERVER_ERROR' } },
  );
  return { data, errors: masked };
}
