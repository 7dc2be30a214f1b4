// A subgraph of your own: it gives products a price in points. Run it by `node examples/loyalty-points/server.mjs 4100`, and start the
// shop with GATEWAY_GUESTS=loyalty=http://127.0.0.1:4100/graphql. See docs/how-to/add-your-own-subgraph.md.
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';

const typeDefs = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key"])

  type Query {
    "What one point is worth, in minor units."
    pointValue: Int!
  }

  type Product @key(fields: "id") {
    id: ID!
    "Points that a customer gets for one piece."
    loyaltyPoints: Int!
  }
`);

/** A shop would look into its own tables; here the id decides. */
const pointsOf = (id) => [...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 100;

const resolvers = {
  Query: { pointValue: () => 5 },
  Product: {
    __resolveReference: ({ id }) => ({ id }),
    loyaltyPoints: ({ id }) => pointsOf(id),
  },
};

const schema = buildSubgraphSchema([{ typeDefs, resolvers }]);

/** Answers GraphQL by POST, and tells its schema when it is asked `{ _service { sdl } }`. */
export function startLoyaltyPoints(port) {
  const server = createServer(async (request, response) => {
    const { query, variables, operationName } = JSON.parse(Buffer.concat(await request.toArray()).toString('utf8'));
    const answer = await graphql({ schema, source: query, variableValues: variables, operationName });
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const server = await startLoyaltyPoints(Number(process.argv[2] ?? 4_100));
  process.stdout.write(`Loyalty points answer at http://127.0.0.1:${server.address().port}/graphql.\n`);
}
