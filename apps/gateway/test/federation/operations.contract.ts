import { parse } from 'graphql';
import { type StartEngine, useEngine } from './use-engine.ts';

export function describeOperations(start: StartEngine): void {
  describe('reads the operation', () => {
    const test = useEngine(start);

    it('merges fields that are selected more than once', async () => {
      const { data } = await test.run(`
        { products(first: 2) { id } ...Names products(first: 2) { reviews { id } } }
        fragment Names on Query { products(first: 2) { name reviews { text } ... on Product { related { id } } } }`);
      const related = [{ id: 'p0' }, { id: 'p1' }];
      const reviews = (id: string) =>
        ['u0', 'u1', 'u2'].map((user) => ({ text: `${user} on ${id}`, id: `${id}-${user}` }));
      expect(data).toEqual({
        products: ['p0', 'p1'].map((id, index) => ({ id, name: `Product ${index}`, related, reviews: reviews(id) })),
      });
    });

    it('narrows unions and interfaces by type', async () => {
      const { data } = await test.run(`{
        search {
          kind: __typename
          ... on Thing { id }
          ... on Product { rating caption: name }
          ... on Category { caption: title }
        }
        oldest { __typename label ... on Product { shippingCost } }
      }`);
      expect(data).toEqual({
        search: [
          { kind: 'Product', id: 'p1', rating: 4.5, caption: 'Product 1' },
          { kind: 'Category', id: 'c1', caption: 'Shoes' },
        ],
        oldest: { __typename: 'Product', label: null, shippingCost: 0 },
      });
    });

    it('answers an interface of which only its own fields are asked', async () => {
      expect(await test.run('{ oldest { id } }')).toEqual({ data: { oldest: { id: 'p0' } } });
    });

    it('answers a union of which only the aliased type name is asked', async () => {
      const { data } = await test.run('{ search { kind: __typename } }');
      expect(data).toEqual({ search: [{ kind: 'Product' }, { kind: 'Category' }] });
    });

    it('keeps the order of the response names', async () => {
      const { data } = await test.run('{ b: me { name } __typename a: product(id: "p1") { rating name } }');
      expect(JSON.stringify(data)).toBe(
        '{"b":{"name":"Anna"},"__typename":"Query","a":{"rating":4.5,"name":"Product 1"}}',
      );
    });

    it('includes and skips by variables, anew for each value', async () => {
      const document = parse(`query ($full: Boolean = false) {
        product(id: "p1") { id rating @include(if: $full) ...Name @skip(if: $full) }
      } fragment Name on Product { name }`);
      const short = { data: { product: { id: 'p1', name: 'Product 1' } } };
      const full = { data: { product: { id: 'p1', rating: 4.5 } } };
      expect(await test.run(document)).toEqual(short);
      expect(await test.run(document, { variables: { full: true } })).toEqual(full);
      expect(await test.run(document, { variables: { full: false } })).toEqual(short);
    });

    it('asks nothing when everything is skipped', async () => {
      expect(await test.run('{ products @skip(if: true) { id } }')).toEqual({ data: {} });
      expect(await test.run('{ product(id: "p1") { id @include(if: false) } }')).toEqual({ data: { product: {} } });
    });

    it('fills in defaults of variables and input fields', async () => {
      const query =
        'query ($filter: Filter = { text: "x" }, $n: Int = 1) { describe(filter: $filter) products(first: $n) { id } }';
      const { data } = await test.run(query);
      expect(data).toEqual({ describe: '{"order":"NAME","text":"x"}', products: [{ id: 'p0' }] });
    });

    it('runs the operation that is named', async () => {
      const query = 'query A { me { name } } query B { me { id } }';
      expect(await test.run(query, { operationName: 'B' })).toEqual({ data: { me: { id: 'u1' } } });
    });

    it('passes headers on to every call', async () => {
      const headers = { 'x-request-id': 'r1' };
      await test.run('{ product(id: "p1") { rating } }', { headers });
      expect(test.shop.calls.map(({ context }) => context.headers)).toEqual([headers, headers]);
    });
  });
}
