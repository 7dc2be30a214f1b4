import { type OpenApiDocument, RouteClash, routesOf } from './openapi-document.ts';

const routes = (documents: Record<string, OpenApiDocument>) =>
  [...routesOf(new Map(Object.entries(documents)))].map(([path, services]) => [path, Object.fromEntries(services)]);

describe('the routes of the documents', () => {
  it('say which service answers which method', () => {
    const cart = { paths: { '/carts': { get: {}, post: {}, parameters: {} } } };
    const orders = { paths: { '/carts': { delete: {} }, '/orders/{id}/lines/{line}': { get: {} } } };
    expect(routes({ cart, orders })).toEqual([
      ['/carts', { GET: 'cart', POST: 'cart', DELETE: 'orders' }],
      ['/orders/{p1}/lines/{p2}', { GET: 'orders' }],
    ]);
  });

  it('are one however their parameters are called', () => {
    const catalog = { paths: { '/products/{slug}': { get: {} }, '/products/{id}': { patch: {} } } };
    expect(routes({ catalog })).toEqual([['/products/{p1}', { GET: 'catalog', PATCH: 'catalog' }]]);
  });

  it('belong to one service each', () => {
    const cart = { paths: { '/things/{id}': { get: {} } } };
    const orders = { paths: { '/things/{name}': { get: {} } } };
    expect(() => routes({ cart, orders })).toThrow(RouteClash);
  });
});
