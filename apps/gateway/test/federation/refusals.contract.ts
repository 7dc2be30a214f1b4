import type { ExecutionResult } from 'graphql';
import { type StartEngine, useEngine } from './use-engine.ts';

export function describeRefusals(start: StartEngine): void {
  describe('refuses, without a call and without data,', () => {
    const test = useEngine(start);

    const codesOf = (result: ExecutionResult) => {
      expect(result).not.toHaveProperty('data');
      expect(test.shop.called).toEqual([]);
      return result.errors?.map(({ extensions }) => extensions.code);
    };

    it('variables that do not fit', async () => {
      const query = 'query ($id: ID!, $n: Int!) { product(id: $id) { id } products(first: $n) { id } }';
      expect(codesOf(await test.run(query, { variables: { n: 'many' } }))).toEqual(['INVALID_INPUT', 'INVALID_INPUT']);
    });

    it('an operation that is not there', async () => {
      expect(codesOf(await test.run('query A { me { id } }', { operationName: 'B' }))).toEqual(['OPERATION_NOT_FOUND']);
      expect(codesOf(await test.run('query A { me { id } } query B { me { id } }'))).toEqual(['OPERATION_NOT_FOUND']);
    });

    it('a subscription', async () => {
      expect(codesOf(await test.run('subscription { orderUpdated { id } }'))).toEqual(['SUBSCRIPTION_NOT_EXECUTABLE']);
    });

    it('fields that are not public', async () => {
      expect(codesOf(await test.run('{ product(id: "p1") { purchasePrice } }'))).toEqual(['OPERATION_NOT_PLANNABLE']);
      expect(codesOf(await test.run('{ _service { sdl } }'))).toEqual(['OPERATION_NOT_PLANNABLE']);
    });
  });
}
