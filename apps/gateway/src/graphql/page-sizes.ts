import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getArgumentValues,
  getNamedType,
  GraphQLInt,
  type GraphQLField,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { DEFAULT_PAGE, pageSize } from '@tovar/platform';
import { OperationTooLarge } from './operation.errors.ts';

const SIZES = ['first', 'last', 'limit'];

/** A field that answers a page, and those that it contains. */
export interface PagedField {
  readonly node: FieldNode;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly inner: readonly PagedField[];
}

type Variables = Readonly<Record<string, unknown>>;

/** The paged fields of a valid operation, fragments written out: found once per document. */
export function pagedFields(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): readonly PagedField[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const find = (typeName: string | undefined, { selections }: SelectionSetNode): PagedField[] =>
    selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return ofField(typeName, selection);
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      return fragment ? find(fragment.typeCondition?.name.value ?? typeName, fragment.selectionSet) : [];
    });
  const ofField = (typeName: string | undefined, node: FieldNode): PagedField[] => {
    const definition = fieldOf(schema, typeName, node.name.value);
    if (!definition) return [];
    const inner = node.selectionSet ? find(getNamedType(definition.type).name, node.selectionSet) : [];
    return isPaged(definition) ? [{ node, definition, inner }] : inner;
  };
  return find(schema.getRootType(operation.operation)?.name, operation.selectionSet);
}

/**
 * Throws `InvalidPageSize` for a page over 100 or under 1, written out, from a variable or by default alike, and
 * `OperationTooLarge` when pages within pages add up to more entries than allowed.
 */
export function checkPageSizes(pages: readonly PagedField[], variables: Variables, allowed: number): void {
  const entries = entriesOf(pages, variables);
  if (entries > allowed) throw new OperationTooLarge('list entries', entries, allowed);
}

function entriesOf(pages: readonly PagedField[], variables: Variables): number {
  return pages
    .map((page) => sizeOf(page, variables) * (1 + entriesOf(page.inner, variables)))
    .reduce((sum, entries) => sum + entries, 0);
}

function sizeOf({ node, definition }: PagedField, variables: Variables): number {
  const values = getArgumentValues(definition, node, { ...variables });
  const asked = SIZES.map((name) => values[name] as number | null | undefined).filter((size) => size !== undefined);
  return asked.length === 0 ? DEFAULT_PAGE : Math.max(...asked.map((size) => pageSize(size)));
}

function isPaged({ args }: GraphQLField<unknown, unknown>): boolean {
  return args.some(({ name, type }) => SIZES.includes(name) && getNamedType(type) === GraphQLInt);
}

function fieldOf(schema: GraphQLSchema, typeName = '', fieldName: string): GraphQLField<unknown, unknown> | undefined {
  const type = schema.getType(typeName);
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[fieldName] : undefined;
}
