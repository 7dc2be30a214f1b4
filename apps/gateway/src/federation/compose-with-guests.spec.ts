import { shopSubgraphs } from '../../test/federation/shop-graph.ts';
import { composeSupergraph, publicSchemaOf } from './compose.ts';
import { composeWithGuests } from './compose-with-guests.ts';
import { CompositionFailed } from './composition.errors.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5",
  import: ["@key", "@shareable", "@external", "@requires", "@inaccessible", { name: "@override", as: "@takes" }])`;

const wishes = {
  name: 'wishes',
  sdl: `${LINK}
    type Query { wishes: [Wish!] }
    type Wish @key(fields: "id") { id: ID! title: String product: Product }
    type Product @key(fields: "id") { id: ID! wishCount: Int }`,
};

const join = (...guests: { name: string; sdl: string }[]) => composeWithGuests(shopSubgraphs, guests);

describe('composeWithGuests', () => {
  it('adds what a guest brings', () => {
    const { supergraph, refused } = join(wishes);
    const schema = publicSchemaOf(supergraph);
    expect(refused).toEqual([]);
    expect(schema.getType('Wish')).toBeDefined();
    expect(schema.getType('Product')).toMatchObject({
      _fields: { wishCount: expect.anything(), name: expect.anything() },
    });
  });

  it.each([
    ['does not parse', 'type Query {', 'Syntax Error'],
    ['is empty', '', 'Syntax Error'],
    ['refers to a type that nobody has', 'type Query { extra: Nowhere }', 'Nowhere'],
    ['does not fit the others', 'type Query { me: Int }', 'Query.me'],
    ['overrides an own field', `${LINK} type Query { me: Int @takes(from: "accounts") }`, 'me'],
    [
      'takes an own field over',
      `${LINK} type Query { x: Int } type Product @key(fields: "id") { id: ID! rating: Float @takes(from: "reviews") }`,
      'It overrides a field of reviews.',
    ],
    ['takes a choice away', 'type Query { x(order: Order): Int } enum Order { NAME }', 'PRICE was removed'],
    [
      'hides an own field',
      `${LINK} type Query { x: Int } type Product @key(fields: "id") { id: ID! @inaccessible }`,
      'Product.id',
    ],
  ])('leaves out a guest that %s', (_, sdl, reason) => {
    const { supergraph, refused } = join({ name: 'guest', sdl }, wishes);
    expect(refused).toEqual([{ name: 'guest', reason: expect.stringContaining(reason) }]);
    expect(supergraph).toBe(join(wishes).supergraph);
  });

  it('leaves out a guest under a name that is taken', () => {
    const impostor = { ...wishes, name: 'accounts' };
    expect(join(impostor).refused).toEqual([{ name: 'accounts', reason: 'The name accounts is taken.' }]);
    expect(join(wishes, { ...wishes }).refused).toEqual([{ name: 'wishes', reason: 'The name wishes is taken.' }]);
  });

  it('admits guests that build on one another in any order', () => {
    const onWishes = {
      name: 'gifts',
      sdl: `${LINK}
        type Query { cheapest: Int }
        type Wish @key(fields: "id") { id: ID! title: String @external card: String @requires(fields: "title") }`,
    };
    expect(join(onWishes, wishes).refused).toEqual([]);
    expect(join(onWishes).refused).toEqual([{ name: 'gifts', reason: expect.stringContaining('Wish.title') }]);
  });

  it('composes the own subgraphs alone when no guest fits', () => {
    expect(join({ name: 'guest', sdl: '{' }).supergraph).toBe(composeSupergraph(shopSubgraphs));
  });

  it('fails when the own subgraphs do', () => {
    expect(() => composeWithGuests([{ name: 'own', sdl: 'type Query {' }], [wishes])).toThrow(CompositionFailed);
  });
});
