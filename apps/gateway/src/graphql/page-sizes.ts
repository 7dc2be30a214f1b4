import { type DocumentNode, type GraphQLSchema, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import { getArgumentValues } from 'graphql/execution/values.js';
import { pageSize } from '@tovar/platform';

const SIZES = ['first', 'last', 'limit'];

/** Throws `InvalidPageSize` for a page over 100 or under 1, written out, from a variable or by default alike. */
export function checkPageSizes(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): void {
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field(node) {
        const definition = types.getFieldDef();
        if (!definition?.args.some(({ name }) => SIZES.includes(name))) return;
        const values = getArgumentValues(definition, node, { ...variables });
        for (const name of SIZES) if (values[name] !== undefined) pageSize(values[name] as number | null);
      },
    }),
  );
}
