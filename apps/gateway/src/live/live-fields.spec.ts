import { buildSchema } from 'graphql';
import { LiveFieldBroken, LiveFields } from './live-fields.ts';

const fields = new LiveFields({ orderUpdated: { query: 'order', events: ['order.paid.v1'], subjectArgument: 'id' } });
const schemaOf = (query: string, subscription: string) =>
  buildSchema(`type Query { ${query} } type Subscription { ${subscription} } type Order { id: ID! }`);

describe('the live fields', () => {
  it('serve a subscription behind which stands a query with the same arguments', () => {
    const schema = schemaOf(
      'order(id: ID!, token: String): Order',
      'orderUpdated(id: ID!, lastEventId: String): Order',
    );
    expect(() => fields.requireServable(schema)).not.toThrow();
  });

  it('do not mind a graph without subscriptions', () => {
    expect(() => fields.requireServable(buildSchema('type Query { a: Int }'))).not.toThrow();
  });

  it.each([
    ['a: Int', 'orderUpdated(id: ID!): Order', 'no query field "order"'],
    ['order(id: ID!): Order', 'orderUpdated(order: ID!): Order', 'no argument "id"'],
    ['order(id: ID!): Order', 'orderUpdated(id: ID!, token: String): Order', 'no argument "token"'],
    ['order(id: ID!): Order', 'orderLost(id: ID!): Order', 'nothing says which query'],
    ['order(id: ID!): Order', 'constructor(id: ID!): Order', 'nothing says which query'],
  ])('refuse what they could not serve: %s, %s', (query, subscription, reason) => {
    const check = (): void => fields.requireServable(schemaOf(query, subscription));
    expect(check).toThrow(LiveFieldBroken);
    expect(check).toThrow(reason);
  });
});
