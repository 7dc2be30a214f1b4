import { reasonToKeep } from './reason-to-keep.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5",
  import: ["@key", "@shareable", "@authenticated", "@requiresScopes"])`;
const ORDERS = `${LINK}
  type Query { orders: [Order] @requiresScopes(scopes: [["orders:read:any"]]) }
  type Order @key(fields: "id") { id: ID! note: String @authenticated }`;
const SHELF = `${LINK}
  type Query { products: [Product] }
  type Product @key(fields: "id") { id: ID! name: String }`;
const CURRENT = [
  { name: 'orders', sdl: ORDERS },
  { name: 'shelf', sdl: SHELF },
];

describe("a running service's newer schema", () => {
  const reason = (sdl: string, name = 'orders') => reasonToKeep(CURRENT, { name, sdl });

  it('is served when it adds to what is there', () => {
    const newer = ORDERS.replace('id: ID! note', 'id: ID! total: Int @authenticated note');
    expect(reason(newer)).toBeUndefined();
    expect(reason(`${SHELF} type Extra { a: Int } extend type Query { extra: Extra }`, 'shelf')).toBeUndefined();
  });

  it.each([
    ['drops a mark', ' @authenticated', '', 'Order.note'],
    ['asks for another scope', 'orders:read:any', 'orders:read:own', 'Query.orders'],
    ['marks what was public', 'id: ID!', 'id: ID! @authenticated', 'Order.id'],
  ])('[FED-07] is not served when it %s', (_what, before, after, place) => {
    expect(reason(ORDERS.replace(before, after))).toBe(`It changes who may reach ${place}.`);
  });

  it('[FED-07] is not served when it takes something away, such as one of a service that was deployed half', () => {
    expect(reason(ORDERS.replace(' note: String @authenticated', ''))).toContain('Order.note was removed');
  });

  it.each([
    ['does not parse', 'type Query {', /Syntax Error/],
    ['does not compose', `${ORDERS} extend type Query { more: Missing }`, /Missing/],
    ['takes what belongs to another', `${ORDERS} type Product @key(fields: "id") { id: ID! name: Int }`, /name/],
  ])('is not served when it %s', (_what, sdl, expected) => {
    expect(reason(sdl)).toMatch(expected);
  });

  it('is not served under a name that nobody has', () => {
    expect(reason(ORDERS, 'refunds')).toBe('There is no service refunds.');
  });
});
