import { buildSubgraphSchema } from '@apollo/subgraph';
import fastify, { type FastifyInstance } from 'fastify';
import { type GraphQLFieldResolver, parse } from 'graphql';
import mercurius from 'mercurius';
import { composeSupergraph, type Subgraph } from '../../apps/gateway/src/federation/compose.ts';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key"])';

const PRODUCTS = Array.from({ length: 20 }, (_, index) => ({ id: `p${index}`, name: `Product ${index}` }));
const AUTHORS = ['anna', 'boris', 'clara', 'dmitri', 'elena'];

type Resolve = GraphQLFieldResolver<{ id: string }, unknown>;

const reviews: Resolve = ({ id }) =>
  [0, 1, 2].map((index) => ({
    id: `${id}-${index}`,
    text: `Good, said ${index}.`,
    author: { id: AUTHORS[index + 2] },
  }));

const services = {
  catalog: {
    sdl: `${LINK} type Query { products: [Product!]! } type Product @key(fields: "id") { id: ID! name: String! }`,
    resolvers: { Query: { products: () => PRODUCTS } },
  },
  reviews: {
    sdl: `${LINK}
      type Product @key(fields: "id") { id: ID! reviews: [Review!]! }
      type Review { id: ID! text: String! author: User! }
      type User @key(fields: "id", resolvable: false) { id: ID! }`,
    resolvers: { Product: { __resolveReference: (reference: unknown) => reference, reviews } },
  },
  accounts: {
    sdl: `${LINK} type User @key(fields: "id") { id: ID! name: String! }`,
    resolvers: {
      User: { __resolveReference: (reference: unknown) => reference, name: ({ id }: { id: string }) => `Mx ${id}` },
    },
  },
};

export const federatedSubgraphs: readonly Subgraph[] = Object.entries(services).map(([name, { sdl }]) => ({
  name,
  sdl,
}));

export const federatedSupergraph = composeSupergraph(federatedSubgraphs);

/** 20 items, a list of each from a second service, a field of each of those from a third. */
export const FEDERATED_QUERY = '{ products { id name reviews { id text author { name } } } }';

/** The three services in memory, each an HTTP application as in the shop: Mercurius, compiled queries. */
export async function federatedServices(): Promise<Map<string, FastifyInstance>> {
  const started = new Map<string, FastifyInstance>();
  for (const [name, { sdl, resolvers }] of Object.entries(services)) {
    const service = fastify();
    await service.register(mercurius, {
      schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]),
      jit: 1,
    });
    await service.ready();
    started.set(name, service);
  }
  return started;
}
