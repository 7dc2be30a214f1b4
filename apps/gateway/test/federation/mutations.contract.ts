import { type StartEngine, useEngine } from './use-engine.ts';

export function describeMutations(start: StartEngine): void {
  describe('mutations', () => {
    const test = useEngine(start);

    it('run one after another, in the order written', async () => {
      const log: string[] = [];
      for (const subgraph of ['catalog', 'reviews']) {
        test.shop.answer(subgraph, async (usual, { query }) => {
          if (!query.startsWith('mutation')) return usual();
          log.push(`${subgraph} begins`);
          const result = await new Promise(setImmediate).then(usual);
          log.push(`${subgraph} ends`);
          return result;
        });
      }
      const result = await test.run(`mutation {
        a: rename(id: "p1", name: "A") { name rating }
        addReview(text: "!") { text author { name } }
        b: rename(id: "p2", name: "B") { name }
      }`);
      expect(result).toEqual({
        data: {
          a: { name: 'A', rating: 4.5 },
          addReview: { text: '!', author: { name: 'User u1' } },
          b: { name: 'B' },
        },
      });
      const steps = ['catalog', 'reviews', 'catalog'].flatMap((name) => [`${name} begins`, `${name} ends`]);
      expect(log).toEqual(steps);
    });

    it('go on after one that failed', async () => {
      const { data, errors } = await test.run('mutation { refuse { id } addReview(text: "!") { text } }');
      expect(data).toEqual({ refuse: null, addReview: { text: '!' } });
      expect(errors?.map(({ path }) => path)).toEqual([['refuse']]);
    });

    it('stop at the deadline', async () => {
      const deadline = new AbortController();
      test.shop.answer('catalog', (usual) => {
        deadline.abort();
        return usual();
      });
      const { data, errors } = await test.run(
        'mutation { rename(id: "p1", name: "A") { name } addReview(text: "!") { text } }',
        { deadline: deadline.signal },
      );
      expect(data).toEqual({ rename: null, addReview: null });
      expect(errors?.map(({ path }) => path)).toEqual([['rename'], ['addReview']]);
      expect(test.shop.called).toEqual(['catalog']);
    });
  });
}
