import { type DocumentNode, type GraphQLSchema, Kind, parse, print, visit } from 'graphql';
import { isValid, type Operation } from './operation-generator.ts';
import type { Outcome } from './outcome.ts';

type Run = (operation: Operation) => Promise<readonly [Outcome, Outcome]>;

/** Fails with the smallest operation found on which the outcomes differ, and with both of them. */
export async function expectAgreement(operation: Operation, schema: GraphQLSchema, run: Run): Promise<void> {
  if (!(await differs(operation, run))) return;
  const smallest = await shrink(operation, schema, run);
  const [one, other] = await run(smallest);
  expect({ ...smallest, ...one }).toEqual({ ...smallest, ...other });
}

async function differs(operation: Operation, run: Run): Promise<boolean> {
  const [one, other] = await run(operation);
  return JSON.stringify(one) !== JSON.stringify(other);
}

/** Takes away one thing after another for as long as the outcomes differ. */
async function shrink(operation: Operation, schema: GraphQLSchema, run: Run): Promise<Operation> {
  let smallest = operation;
  let index = 0;
  for (;;) {
    const query = without(parse(smallest.query), index);
    if (query === undefined) return smallest;
    const smaller = { ...smallest, query };
    const isSmaller =
      query !== '' && query.length < smallest.query.length && isValid(schema, query) && (await differs(smaller, run));
    if (isSmaller) smallest = smaller;
    index = isSmaller ? 0 : index + 1;
  }
}

const REMOVABLE: readonly string[] = [
  Kind.FIELD,
  Kind.INLINE_FRAGMENT,
  Kind.FRAGMENT_SPREAD,
  Kind.FRAGMENT_DEFINITION,
  Kind.VARIABLE_DEFINITION,
  Kind.ARGUMENT,
  Kind.DIRECTIVE,
];

/** The document without the n-th thing that can go; undefined when there are not so many. */
function without(document: DocumentNode, removed: number): string | undefined {
  let index = -1;
  const changed = visit(document, {
    enter({ kind }) {
      if (!REMOVABLE.includes(kind)) return undefined;
      index += 1;
      return index === removed ? null : undefined;
    },
    leave(node) {
      // What has nothing left to select goes as well.
      return 'selectionSet' in node && node.selectionSet?.selections.length === 0 ? null : undefined;
    },
  });
  return index < removed ? undefined : print(changed);
}
