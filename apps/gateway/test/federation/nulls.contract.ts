import { type StartEngine, useEngine } from './use-engine.ts';

export function describeNulls(start: StartEngine): void {
  describe('nulls', () => {
    const test = useEngine(start);

    it('rise to the nearest field that may be null, with an error that says why', async () => {
      const { data, errors } = await test.run(
        '{ me { id } product(id: "forgotten") { name ...Badge } } fragment Badge on Product { badge }',
      );
      expect(data).toEqual({ me: { id: 'u1' }, product: null });
      expect(errors?.map((error) => error.toJSON())).toEqual([
        {
          message: 'Cannot return null for non-nullable field Product.badge.',
          path: ['product', 'badge'],
          extensions: { code: 'NON_NULL_VIOLATION' },
        },
      ]);
    });

    it('rise through lists to the root', async () => {
      const { data, errors } = await test.run('{ me { id } archive { badge } }');
      expect(data).toBeNull();
      expect(errors?.map(({ path }) => path)).toEqual([['archive', 1, 'badge']]);
    });

    it('are explained once when a subgraph already reported them', async () => {
      test.shop.answer('reviews', () => Promise.reject(new Error('down')));
      const { data, errors } = await test.run('{ products { badge } }');
      expect(data).toBeNull();
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['SERVICE_UNAVAILABLE']);
    });

    it('are plain where the schema allows them', async () => {
      expect(await test.run('{ product(id: "nobody") { name rating } }')).toEqual({ data: { product: null } });
      expect(await test.run('{ archive { rating } }')).toEqual({
        data: { archive: [{ rating: 4.5 }, { rating: null }] },
      });
    });
  });
}
