import { parse } from 'graphql';
import { composeSupergraph } from '../../src/federation/compose.ts';
import { shopSupergraph } from './shop-graph.ts';
import { type StartEngine, useEngine } from './use-engine.ts';

const smallSupergraph = composeSupergraph([{ name: 'accounts', sdl: 'type Query { me: User } type User { id: ID! }' }]);

export function describeLifeCycle(start: StartEngine): void {
  describe('a new supergraph', () => {
    const test = useEngine(start);

    beforeEach(() => test.engine.replaceSupergraph(shopSupergraph));

    it('is used from the next operation on, also for a document already seen', async () => {
      const document = parse('{ me { id } products(first: 1) { id } }');
      await test.run(document);
      await test.engine.replaceSupergraph(smallSupergraph);
      expect(Object.keys(test.engine.apiSchema.getQueryType()?.getFields() ?? {})).toEqual(['me']);
      const { errors } = await test.run(document);
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['OPERATION_NOT_PLANNABLE']);
    });

    it('lets a running operation end on the old one', async () => {
      test.shop.answer('catalog', async (usual) => {
        await test.engine.replaceSupergraph(smallSupergraph);
        return usual();
      });
      expect(await test.run('{ product(id: "p1") { rating } }')).toEqual({ data: { product: { rating: 4.5 } } });
    });

    it('that is unusable leaves the old one in place', async () => {
      await expect(test.engine.replaceSupergraph('type Query { me: Nobody }')).rejects.toThrow();
      expect(await test.run('{ product(id: "p1") { rating } }')).toEqual({ data: { product: { rating: 4.5 } } });
    });
  });

  describe('a closed engine', () => {
    const test = useEngine(start);

    it('ends what is running and refuses the rest', async () => {
      test.shop.answer('accounts', async (usual) => {
        await test.engine.close();
        return usual();
      });
      expect(await test.run('{ me { id } }')).toEqual({ data: { me: { id: 'u1' } } });
      const late = await test.run('{ me { id } }');
      expect(late.errors?.map(({ extensions }) => extensions.code)).toEqual(['SERVICE_UNAVAILABLE']);
      expect(late).not.toHaveProperty('data');
      expect(test.shop.called).toEqual(['accounts']);
    });
  });
}
