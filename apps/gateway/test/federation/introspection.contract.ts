import { printSchema } from 'graphql';
import { type StartEngine, useEngine } from './use-engine.ts';

export function describeIntrospection(start: StartEngine): void {
  describe('introspection', () => {
    const test = useEngine(start);

    it('is answered from the public schema, beside data, without a call for itself', async () => {
      const result = await test.run(
        `query ($type: String!) {
          me { id }
          ...Meta
          filter: __type(name: "Filter") { inputFields { name } }
        } fragment Meta on Query { __schema { queryType { name } } __type(name: $type) { enumValues { name } } }`,
        { variables: { type: 'Order' } },
      );
      expect(result).toEqual({
        data: {
          me: { id: 'u1' },
          __schema: { queryType: { name: 'Query' } },
          __type: { enumValues: [{ name: 'NAME' }, { name: 'PRICE' }] },
          filter: { inputFields: [{ name: 'order' }, { name: 'text' }] },
        },
      });
      expect(test.shop.called).toEqual(['accounts']);
    });

    it('hides what is internal', async () => {
      const sdl = printSchema(test.engine.apiSchema);
      expect(sdl).not.toMatch(/join__|link__|_entities|_service|_Any|directive @|purchasePrice|SECRET|internal/);
      const { data } = await test.run('{ __schema { types { name } directives { name } } }');
      expect(JSON.stringify(data)).not.toMatch(/join__|link__|_Any|authenticated|inaccessible/);
      expect(test.shop.called).toEqual([]);
    });

    it('knows the root type names', async () => {
      expect(await test.run('{ __typename }')).toEqual({ data: { __typename: 'Query' } });
      expect(await test.run('mutation { kind: __typename }')).toEqual({ data: { kind: 'Mutation' } });
      expect(test.shop.called).toEqual([]);
    });
  });
}
