import { bodyLimitOf, type OpenApiDocument, RouteClash, routesOf } from './openapi-document.ts';

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

describe('the size of a body', () => {
  const document = { paths: { '/things/{id}/picture': { put: { 'x-max-body-bytes': 9 }, post: {} } } };

  it('is what the operation states, whatever its parameters are called', () => {
    expect(bodyLimitOf(document, 'PUT', '/things/{p1}/picture')).toBe(9);
  });

  it('is not stated by others', () => {
    expect(bodyLimitOf(document, 'POST', '/things/{p1}/picture')).toBeUndefined();
    expect(bodyLimitOf(undefined, 'PUT', '/things/{p1}/picture')).toBeUndefined();
  });
});
