import { mergeDocuments } from './merge-documents.ts';
import { type OpenApiDocument, RouteClash } from './openapi-document.ts';

const answers = (schema: string, operationId: string) => ({
  operationId,
  responses: { 200: { content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } } } },
});

const aDocument = (
  path: string,
  operations: Record<string, object>,
  schemas: Record<string, object> = {},
): OpenApiDocument => ({
  paths: { [path]: operations },
  components: { schemas },
});

const merge = (documents: Record<string, OpenApiDocument>) => mergeDocuments(new Map(Object.entries(documents)));

describe('the merged OpenAPI document', () => {
  it('holds the routes and schemas of all services', () => {
    const { openapi, paths, components } = merge({
      cart: aDocument('/carts', { get: answers('Cart', 'getCart') }, { Cart: { type: 'object' } }),
      orders: aDocument('/orders', { get: answers('Order', 'getOrder') }, { Order: { type: 'object' } }),
    });
    expect(openapi).toBe('3.0.3');
    expect(Object.keys(paths)).toEqual(['/carts', '/orders']);
    expect(Object.keys(components?.schemas ?? {})).toEqual(['Cart', 'Order']);
    expect(components?.securitySchemes).toHaveProperty('bearer');
  });

  it('holds the methods of one path that several services answer', () => {
    const { paths } = merge({
      cart: aDocument('/carts', { get: answers('Cart', 'getCart') }),
      orders: aDocument('/carts', { post: answers('Cart', 'postCart') }),
    });
    expect(Object.keys(paths['/carts'] ?? {})).toEqual(['get', 'post']);
  });

  it('refuses a route that two services answer', () => {
    const twice = { cart: aDocument('/carts', { get: {} }), orders: aDocument('/carts', { get: {} }) };
    expect(() => merge(twice)).toThrow(RouteClash);
    expect(() => merge(twice)).toThrow('GET /carts is answered by cart and by orders.');
  });

  it('keeps one schema that two services share', () => {
    const money = { Money: { type: 'object', properties: { amount: { type: 'string' } } } };
    const { components } = merge({ cart: aDocument('/carts', {}, money), orders: aDocument('/orders', {}, money) });
    expect(components?.schemas).toEqual(money);
  });

  it('tells apart two schemas of one name, wherever they are referred to', () => {
    const line = (type: string) => ({
      Line: { type, properties: { Line: { type: 'string' } } },
      Lines: { items: { $ref: '#/components/schemas/Line' } },
    });
    const { paths, components } = merge({
      cart: aDocument('/carts', { get: answers('Line', 'getCart') }, line('object')),
      orders: aDocument('/orders', { get: answers('Line', 'getOrder') }, line('string')),
    });
    expect(paths['/carts']?.get).toEqual(answers('Line', 'getCart'));
    expect(paths['/orders']?.get).toEqual(answers('orders_Line', 'getOrder'));
    expect(components?.schemas).toMatchObject({
      Line: { type: 'object', properties: { Line: { type: 'string' } } },
      orders_Line: { type: 'string', properties: { Line: { type: 'string' } } },
    });
  });

  it('does not take the longer name for the shorter', () => {
    const { components } = merge({
      cart: aDocument('/carts', {}, { Line: { type: 'object' } }),
      orders: aDocument('/orders', {}, { Line: { type: 'string' }, LineItem: { $ref: '#/components/schemas/Line' } }),
    });
    expect(components?.schemas?.LineItem).toEqual({ $ref: '#/components/schemas/orders_Line' });
  });

  it('gives every operation an id of its own', () => {
    const { paths } = merge({
      cart: aDocument('/carts', { get: answers('Cart', 'get') }),
      orders: aDocument('/orders', { get: answers('Order', 'get') }),
    });
    expect(paths['/carts']?.get).toMatchObject({ operationId: 'get' });
    expect(paths['/orders']?.get).toMatchObject({ operationId: 'orders_get' });
  });
});
