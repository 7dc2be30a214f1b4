import { type ExecutionResult, GraphQLError, parse } from 'graphql';
import { composeSupergraph } from '../../src/federation/compose.ts';
import { parsedAnswer } from '../../src/federation/encoded-answer.ts';
import { type StartEngine, useEngine } from './use-engine.ts';

export function describeFailures(start: StartEngine): void {
  describe('errors of a subgraph', () => {
    const test = useEngine(start);

    it('keep their extensions and name the subgraph', async () => {
      const { errors } = await test.run('mutation { r: refuse { id } }');
      expect(errors?.map((error) => error.toJSON())).toEqual([
        {
          message: 'Names are final.',
          path: ['r'],
          extensions: { code: 'NAME_IS_FINAL', limit: 3, serviceName: 'catalog' },
        },
      ]);
    });

    it('point at every place of the failing entity, by the names of the client', async () => {
      const { data, errors } = await test.run(`{
        list: products(first: 4) { stars: rating }
        product(id: "p2") { stars: rating }
      }`);
      expect(data).toEqual({
        list: [{ stars: 4.5 }, { stars: 4.5 }, { stars: null }, { stars: 4.5 }],
        product: { stars: null },
      });
      expect(errors).toHaveLength(2);
      expect(errors?.map(({ path }) => path)).toEqual(
        expect.arrayContaining([
          ['list', 2, 'stars'],
          ['product', 'stars'],
        ]),
      );
      expect(errors?.[0]?.extensions).toEqual({ code: 'NOT_RATED', serviceName: 'reviews' });
    });

    it('that point at no entity count for the whole call', async () => {
      const error = new GraphQLError('Too many.', { path: ['_entities'], extensions: { code: 'TOO_LARGE' } });
      test.shop.answer('accounts', () => Promise.resolve({ data: null, errors: [error] }));
      const { data, errors } = await test.run('{ products(first: 1) { reviews { author { name } } } }');
      expect(data).toEqual({ products: [{ reviews: [{ author: null }, { author: null }, { author: null }] }] });
      expect(errors?.map(({ path }) => path)).toEqual([['products']]);
    });

    it('without a path count for the whole call', async () => {
      const refusal = new GraphQLError('Log in first.', { extensions: { code: 'UNAUTHENTICATED' } });
      test.shop.answer('accounts', () => Promise.resolve({ errors: [refusal] }));
      const { data, errors } = await test.run('{ me { name } bestReview { author { name } } }');
      expect(data).toEqual({ me: null, bestReview: { author: null } });
      expect(errors?.map(({ path }) => path)).toEqual(expect.arrayContaining([['me'], ['bestReview', 'author']]));
      expect(errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED', serviceName: 'accounts' });
    });
  });

  describe('when a subgraph fails', () => {
    const test = useEngine(start);

    const unavailable = (serviceName: string) => ({ code: 'SERVICE_UNAVAILABLE', serviceName });
    const breakDown = (): Promise<ExecutionResult> => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.7'));

    it('answers what the others know, with one error at the list that misses something', async () => {
      test.shop.answer('reviews', breakDown);
      const { data, errors } = await test.run('{ me { name } products(first: 2) { name rating } }');
      expect(data).toEqual({
        me: { name: 'Anna' },
        products: [
          { name: 'Product 0', rating: null },
          { name: 'Product 1', rating: null },
        ],
      });
      expect(errors?.map((error) => error.toJSON())).toEqual([
        {
          message: 'The reviews service does not answer now.',
          path: ['products'],
          extensions: unavailable('reviews'),
        },
      ]);
    });

    it('says so at each root field', async () => {
      test.shop.answer('reviews', breakDown);
      const { data, errors } = await test.run('{ first: latestReviews { id } bestReview { id } me { id } }');
      expect(data).toEqual({ first: null, bestReview: null, me: { id: 'u1' } });
      expect(errors?.map(({ path }) => path)).toEqual([['first'], ['bestReview']]);
    });

    it('says so once when one call was to complete several places', async () => {
      test.shop.answer('reviews', breakDown);
      const { errors } = await test.run(
        '{ one: product(id: "p9") { rating } list: products(first: 2) { stars: rating } }',
      );
      expect(errors?.map(({ path }) => path)).toEqual(expect.arrayContaining([['one'], ['list']]));
      expect(errors).toHaveLength(2);
    });

    it('keeps the cause for the log, out of the response', async () => {
      test.shop.answer('reviews', breakDown);
      const { errors } = await test.run('{ bestReview { id } }');
      expect(JSON.stringify(errors)).not.toContain('ECONNREFUSED');
      expect(errors?.[0]).toMatchObject({ cause: { message: 'connect ECONNREFUSED 10.0.0.7' } });
    });

    it('treats an answer without data and errors as none', async () => {
      test.shop.answer('accounts', () => Promise.resolve({}));
      const { data, errors } = await test.run('{ me { id } }');
      expect(data).toEqual({ me: null });
      expect(errors?.map(({ extensions }) => extensions)).toEqual([unavailable('accounts')]);
    });

    it('survives an answer of another form than asked', async () => {
      test.shop.answer('reviews', () => Promise.resolve({ data: { latestReviews: 7, bestReview: ['no', 'object'] } }));
      const { data } = await test.run('{ latestReviews { id } bestReview { author { name } } me { id } }');
      expect(data).toEqual({ latestReviews: null, bestReview: null, me: { id: 'u1' } });
    });

    it.each(['first', 'last'])(
      'keeps what others say of an object for which one that answers %s has null',
      async (turn) => {
        const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@shareable"])';
        const sdl = (field: string): string => `${link}
        type Query { viewer: Viewer @shareable all: [Viewer] @shareable }
        type Viewer { ${field}: String }`;
        const subgraphs = [
          { name: 'well', sdl: sdl('city') },
          { name: 'ill', sdl: sdl('theme') },
        ];
        const first = Promise.withResolvers<void>();
        const engine = await start(composeSupergraph(subgraphs), async ({ subgraph }) => {
          if ((subgraph === 'ill') === (turn === 'last')) await first.promise;
          setImmediate(first.resolve);
          if (subgraph === 'well')
            return { data: { viewer: { city: 'Oslo' }, all: [{ city: 'Oslo' }, { city: 'Bergen' }] } };
          const errors = [new GraphQLError('Nobody.', { path: ['viewer'] })];
          return { data: { viewer: null, all: [null, { theme: 'dark' }] }, errors };
        });
        const document = parse('{ viewer { theme city } all { theme city } }');
        const context = { headers: {}, deadline: new AbortController().signal };
        const { data, errors } = parsedAnswer(await engine.execute({ document, context }));
        expect(data).toEqual({
          viewer: { theme: null, city: 'Oslo' },
          all: [
            { theme: null, city: 'Oslo' },
            { theme: 'dark', city: 'Bergen' },
          ],
        });
        expect(errors?.map(({ path }) => path)).toEqual([['viewer']]);
        await engine.close();
      },
    );

    it('ends at the deadline with what is there', async () => {
      const deadline = new AbortController();
      test.shop.answer('reviews', () => {
        deadline.abort(new Error('too late'));
        return new Promise(() => {});
      });
      const { data, errors } = await test.run('{ product(id: "p1") { name rating } }', { deadline: deadline.signal });
      expect(data).toEqual({ product: { name: 'Product 1', rating: null } });
      expect(errors?.map(({ extensions }) => extensions)).toEqual([unavailable('reviews')]);
      expect(test.shop.called).toEqual(['catalog', 'reviews']);
    });

    it('calls nobody after the deadline', async () => {
      const { data, errors } = await test.run('{ me { id } }', { deadline: AbortSignal.abort() });
      expect(data).toEqual({ me: null });
      expect(errors?.map(({ extensions }) => extensions)).toEqual([unavailable('accounts')]);
      expect(test.shop.called).toEqual([]);
      expect(await test.run('{ me { id } }')).toEqual({ data: { me: { id: 'u1' } } });
    });
  });
}
