import { type StartEngine, useEngine } from './use-engine.ts';

const keysOf = Object.keys;

export function describeNames(start: StartEngine): void {
  describe('does not trust names', () => {
    const test = useEngine(start);

    it('takes keys from the entity, not from an alias that is called like a key', async () => {
      const { data } = await test.run('{ products(first: 2) { id: name weight: id rating shippingCost } }');
      expect(data).toEqual({
        products: [
          { id: 'Product 0', weight: 'p0', rating: 4.5, shippingCost: 0 },
          { id: 'Product 1', weight: 'p1', rating: 4.5, shippingCost: 200 },
        ],
      });
      expect(test.shop.calls[1]?.variables?.representations).toMatchObject([{ id: 'p0' }, { id: 'p1' }]);
    });

    it('takes required fields without the arguments of the client', async () => {
      const { data } = await test.run('{ product(id: "p2") { weight(unit: "kg") shippingCost } }');
      expect(data).toEqual({ product: { weight: 2, shippingCost: 400 } });
    });

    it('takes them so also where a type is narrowed', async () => {
      const { data } = await test.run('{ search { ... on Product { weight(unit: "kg") shippingCost } } }');
      expect(data).toEqual({ search: [{ weight: 1, shippingCost: 200 }, {}] });
    });

    it('takes the type from the entity, not from an alias that is called like it', async () => {
      const { data } = await test.run('{ product(id: "p1") { __typename: name rating } }');
      expect(data).toEqual({ product: { __typename: 'Product 1', rating: 4.5 } });
    });

    it.each(['constructor', 'toString', 'hasOwnProperty', 'valueOf'])(
      'answers an alias %s harmlessly',
      async (alias) => {
        const { data } = await test.run(`{ ${alias}: product(id: "p1") { keys: name call: rating prototype: id } }`);
        expect(JSON.stringify(data)).toBe(`{"${alias}":{"keys":"Product 1","call":4.5,"prototype":"p1"}}`);
        expect(Object.keys(Object)).toEqual([]);
        expect(Object.keys(Reflect.get(Object.prototype, alias) as object)).toEqual([]);
      },
    );

    it('refuses an alias that would set a prototype', async () => {
      const result = await test.run('{ __proto__: product(id: "p1") { id } }');
      expect(result).toEqual({ errors: [expect.objectContaining({ extensions: { code: 'UNSAFE_ALIAS' } })] });
    });

    it('drops keys that nobody asked a subgraph for', async () => {
      const entity = JSON.parse('{ "rating": 1, "constructor": { "keys": 1 }, "__proto__": { "bad": 1 } }') as object;
      test.shop.answer('reviews', () => Promise.resolve({ data: { _entities: [entity] } }));
      expect(await test.run('{ product(id: "p1") { rating } }')).toEqual({ data: { product: { rating: 1 } } });
      expect(Object.keys(Object)).toEqual([]);
      expect('bad' in {}).toBe(false);
    });

    it('passes a value on as it is, whatever the keys in it are called', async () => {
      const label = JSON.parse('{ "constructor": { "keys": 1 }, "__proto__": { "bad": 1 }, "of": ["it"] }') as object;
      const oldest = { __typename: 'Product', id: 'p0', label, weight: [label] };
      test.shop.answer('catalog', () => Promise.resolve({ data: { oldest } }));
      const { data } = await test.run(
        '{ oldest { label ... on Product { label weight rating } ... on Thing { label } } }',
      );
      const keys = Object.getOwnPropertyDescriptor(Object, 'keys');
      if (typeof keys?.value !== 'function') Object.defineProperty(Object, 'keys', { ...keys, value: keysOf });
      expect(JSON.stringify(data)).toBe(JSON.stringify({ oldest: { label, weight: [label], rating: 4.5 } }));
      expect(keys?.value).toBe(keysOf);
      expect('bad' in {}).toBe(false);
    });
  });
}
