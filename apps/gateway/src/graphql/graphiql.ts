import { renderGraphiQL } from '@graphql-yoga/render-graphiql';

const FIRST_QUERY = `# The newest products of the shop.
{
  products(first: 3) {
    nodes { name slug }
  }
}`;

/** The page to try the graph in a browser; it holds all that it needs. For development. */
export function graphiql(): string {
  return renderGraphiQL({
    title: 'Tovar',
    endpoint: '/graphql',
    subscriptionsProtocol: 'SSE',
    defaultQuery: FIRST_QUERY,
  });
}
