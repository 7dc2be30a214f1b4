import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import { execute, type ExecutionResult, GraphQLError, type GraphQLSchema, parse } from 'graphql';
import { composeSupergraph, type Subgraph } from '../../src/federation/compose.ts';
import type { SubgraphCall } from '../../src/federation/federation-engine.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5",
  import: ["@key", "@external", "@requires", "@shareable", "@inaccessible", "@authenticated", "@requiresScopes"])`;

const products = Array.from({ length: 20 }, (_, index) => ({
  id: `p${index}`,
  name: `Product ${index}`,
  weight: index * 100,
  purchasePrice: 1,
}));
/** A product that the catalogue still knows and the reviews do not. */
const forgotten = { id: 'forgotten', name: 'Forgotten', weight: 1, purchasePrice: 1 };
const productOf = ({ id }: { id: string }) => [...products, forgotten].find((product) => product.id === id) ?? null;
const reviewsOf = ({ id }: { id: string }) =>
  ['u0', 'u1', 'u2'].map((author) => ({ id: `${id}-${author}`, text: `${author} on ${id}`, author: { id: author } }));

const catalog = {
  sdl: `${LINK}
    type Query {
      products(first: Int = 20): [Product!]!
      product(id: ID!): Product
      archive: [Product!]!
      shelves: [[Product!]!]!
      search: [Found!]!
      oldest: Thing
      describe(filter: Filter): String
    }
    type Mutation { rename(id: ID!, name: String!): Product  refuse: Product }
    interface Thing { id: ID! label: String }
    union Found = Product | Category
    type Category implements Thing { id: ID! label: String title: String! }
    type Product implements Thing @key(fields: "id") {
      id: ID!
      label: String
      name: String!
      weight(unit: String = "g"): Int!
      related: [Product!]!
      purchasePrice: Int @inaccessible
      margin: Int @requiresScopes(scopes: [["products:read:any"]])
    }
    enum Order { NAME PRICE SECRET @inaccessible }
    input Filter { order: Order = NAME text: String internal: Boolean @inaccessible }`,
  resolvers: {
    Query: {
      products: (_: unknown, { first }: { first: number }) => products.slice(0, first),
      product: (_: unknown, { id }: { id: string }) => productOf({ id }),
      shelves: () => [products.slice(0, 2), [], products.slice(1, 3)],
      archive: () => [products[0], forgotten],
      search: () => [
        { __typename: 'Product', ...products[1] },
        { __typename: 'Category', id: 'c1', title: 'Shoes' },
      ],
      oldest: () => ({ __typename: 'Product', ...products[0] }),
      describe: (_: unknown, { filter }: { filter: unknown }) => JSON.stringify(filter),
    },
    Mutation: {
      rename: (_: unknown, { id, name }: { id: string; name: string }) => ({ ...productOf({ id }), name }),
      refuse: () => {
        throw new GraphQLError('Names are final.', { extensions: { code: 'NAME_IS_FINAL', limit: 3 } });
      },
    },
    Product: {
      __resolveReference: productOf,
      weight: ({ weight }: { weight: number }, { unit }: { unit: string }) => (unit === 'kg' ? weight / 100 : weight),
      related: () => products.slice(0, 2),
    },
  },
};

const reviews = {
  sdl: `${LINK}
    type Query { latestReviews: [Review!]  bestReview: Review }
    type Mutation { addReview(text: String!): Review }
    type Product @key(fields: "id") {
      id: ID!
      weight(unit: String = "g"): Int! @external
      shippingCost: Int @requires(fields: "weight")
      reviews: [Review!]!
      rating: Float
      badge: String!
    }
    type Review { id: ID! text: String! author: User }
    type User @key(fields: "id", resolvable: false) { id: ID! }`,
  resolvers: {
    Query: { latestReviews: () => reviewsOf({ id: 'p0' }), bestReview: () => reviewsOf({ id: 'p1' })[0] },
    Mutation: { addReview: (_: unknown, { text }: { text: string }) => ({ id: 'r', text, author: { id: 'u1' } }) },
    Product: {
      __resolveReference: (reference: { id: string }) => (reference.id === forgotten.id ? null : reference),
      shippingCost: ({ weight }: { weight: number }) => weight * 2,
      reviews: reviewsOf,
      badge: () => 'new',
      rating: ({ id }: { id: string }) => {
        if (id === 'p2') throw new GraphQLError('Not rated yet.', { extensions: { code: 'NOT_RATED' } });
        return 4.5;
      },
    },
  },
};

const accounts = {
  sdl: `${LINK}
    type Query { me: User @authenticated }
    type User @key(fields: "id") { id: ID! name: String! nickname: String! }`,
  resolvers: {
    Query: { me: () => ({ id: 'u1', name: 'Anna', nickname: 'u2' }) },
    User: { __resolveReference: ({ id }: { id: string }) => ({ id, name: `User ${id}`, nickname: `${id}!` }) },
  },
};

const parts: Record<string, { sdl: string; resolvers: GraphQLResolverMap<unknown> }> = { catalog, reviews, accounts };

/** The SDL of three subgraphs of a small shop. */
export const shopSubgraphs: readonly Subgraph[] = Object.entries(parts).map(([name, { sdl }]) => ({ name, sdl }));

export const shopSupergraph = composeSupergraph(shopSubgraphs);

const schemas = new Map<string, GraphQLSchema>(
  Object.entries(parts).map(([name, { sdl, resolvers }]) => [
    name,
    buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }]),
  ]),
);

type Answer = (usual: () => Promise<ExecutionResult>, call: SubgraphCall) => Promise<ExecutionResult>;

/** Three subgraphs in memory that note every call and can be told to answer otherwise. */
export class ShopGraph {
  readonly calls: SubgraphCall[] = [];
  readonly #answers = new Map<string, Answer>();

  /** From now on the subgraph answers so; `usual` is what it would have answered. */
  answer(subgraph: string, answer: Answer): void {
    this.#answers.set(subgraph, answer);
  }

  callSubgraph(call: SubgraphCall): Promise<ExecutionResult> {
    this.calls.push(call);
    const usual = () => executeInMemory(call);
    const answer = this.#answers.get(call.subgraph);
    return answer ? answer(usual, call) : usual();
  }

  /** The subgraphs called so far, in order. */
  get called(): string[] {
    return this.calls.map(({ subgraph }) => subgraph);
  }
}

async function executeInMemory({ subgraph, query, variables }: SubgraphCall): Promise<ExecutionResult> {
  const schema = schemas.get(subgraph);
  if (!schema) throw new Error(`There is no subgraph ${subgraph}.`);
  const result = await execute({ schema, document: parse(query), variableValues: variables });
  return deepFreeze(JSON.parse(JSON.stringify(result)) as ExecutionResult);
}

/** An engine that changed an answer would throw. */
function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
