import { type StartEngine, useEngine } from './use-engine.ts';

export function describeJoins(start: StartEngine): void {
  describe('joins', () => {
    const test = useEngine(start);

    it('one answer from three subgraphs', async () => {
      const result = await test.run('{ product(id: "p4") { name reviews { text author { name } } } }');
      expect(result).toEqual({
        data: {
          product: {
            name: 'Product 4',
            reviews: ['u0', 'u1', 'u2'].map((id) => ({ text: `${id} on p4`, author: { name: `User ${id}` } })),
          },
        },
      });
    });

    it('each subgraph once and each entity once, however many objects refer to it', async () => {
      const result = await test.run('{ products { name reviews { author { name } } } }');
      expect(result.errors).toBeUndefined();
      expect(test.shop.called).toEqual(['catalog', 'reviews', 'accounts']);
      const representations = test.shop.calls.map(({ variables }) => variables?.representations);
      expect(representations[1]).toHaveLength(20);
      expect(representations[2]).toEqual(['u0', 'u1', 'u2'].map((id) => ({ __typename: 'User', id })));
    });

    it('lists inside lists', async () => {
      const { data } = await test.run('{ products(first: 2) { related { id reviews { author { name } } } } }');
      const reviews = ['u0', 'u1', 'u2'].map((id) => ({ author: { name: `User ${id}` } }));
      const related = ['p0', 'p1'].map((id) => ({ id, reviews }));
      expect(data).toEqual({ products: [{ related }, { related }] });
      expect(test.shop.called).toEqual(['catalog', 'reviews', 'accounts']);
    });

    it('lists of lists', async () => {
      const { data } = await test.run('{ shelves { id shippingCost } }');
      const product = (number: number) => ({ id: `p${number}`, shippingCost: number * 200 });
      expect(data).toEqual({ shelves: [[product(0), product(1)], [], [product(1), product(2)]] });
      expect(test.shop.calls[1]?.variables?.representations).toHaveLength(3);
    });

    it('several places of one operation with one call', async () => {
      const { data } = await test.run(
        '{ one: product(id: "p1") { rating } two: product(id: "p4") { rating shippingCost } }',
      );
      expect(data).toEqual({ one: { rating: 4.5 }, two: { rating: 4.5, shippingCost: 800 } });
      expect(test.shop.called).toEqual(['catalog', 'reviews']);
    });

    it('what another subgraph requires without showing it', async () => {
      const { data } = await test.run('{ products(first: 3) { shippingCost } }');
      expect(data).toEqual({ products: [{ shippingCost: 0 }, { shippingCost: 200 }, { shippingCost: 400 }] });
    });

    it('50 operations at once without mixing them up', async () => {
      const query = 'query ($id: ID!) { product(id: $id) { id reviews { text } } }';
      const ids = Array.from({ length: 50 }, (_, index) => `p${10 + (index % 10)}`);
      const results = await Promise.all(ids.map((id) => test.run(query, { variables: { id } })));
      expect(results).toEqual(
        ids.map((id) => ({
          data: { product: { id, reviews: ['u0', 'u1', 'u2'].map((user) => ({ text: `${user} on ${id}` })) } },
        })),
      );
    });
  });
}
