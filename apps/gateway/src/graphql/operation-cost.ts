import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getArgumentValues,
  getNamedType,
  getNullableType,
  type GraphQLField,
  GraphQLInt,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { DEFAULT_PAGE, pageSize } from '@tovar/platform';

type Variables = Readonly<Record<string, unknown>>;

/** What a field costs by itself, by its coordinate such as `Query.search`. */
export type FieldWeights = ReadonlyMap<string, number>;

/** A field of an operation that costs something, and those below it. */
export interface CostedField {
  readonly weight: number;
  /** Each of its entries is an object; a page that is an object holds them below. */
  readonly isList: boolean;
  /** How often what is below is asked for; a page says it by its arguments. */
  readonly times: number | { readonly node: FieldNode; readonly definition: GraphQLField<unknown, unknown> };
  readonly inner: readonly CostedField[];
}

const SIZES = ['first', 'last', 'limit'];
/** How many entries a list is taken to have that nobody can ask for a part of. */
const UNPAGED_LIST = 10;

/**
 * The cost of a valid operation with its variables: each object counts 1, or what its field weighs, as often as its list is
 * long. Values count nothing by themselves.
 */
export function costOf(fields: readonly CostedField[], variables: Variables): number {
  return fields.map((field) => costOfField(field, variables)).reduce((sum, cost) => sum + cost, 0);
}

function costOfField(field: CostedField, variables: Variables): number {
  const below = costOf(field.inner, variables);
  const times = timesOf(field, variables);
  return field.isList ? times * (field.weight + below) : field.weight + times * below;
}

/** The fields that cost something, fragments written out: found once per document. */
export function costedFields(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  weights: FieldWeights,
): readonly CostedField[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const find = (typeName: string, { selections }: SelectionSetNode, isPage: boolean): CostedField[] =>
    selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return ofField(typeName, selection, isPage);
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      return fragment ? find(fragment.typeCondition?.name.value ?? typeName, fragment.selectionSet, isPage) : [];
    });
  const ofField = (typeName: string, node: FieldNode, isPage: boolean): CostedField[] => {
    const definition = fieldOf(schema, typeName, node.name.value);
    if (!definition) return [];
    const named = getNamedType(definition.type);
    const weight = weights.get(`${typeName}.${node.name.value}`) ?? (isCompositeType(named) ? 1 : 0);
    const isPaged = definition.args.some(({ name, type }) => SIZES.includes(name) && getNamedType(type) === GraphQLInt);
    const inner = node.selectionSet ? find(named.name, node.selectionSet, isPaged) : [];
    if (weight === 0 && inner.length === 0) return [];
    const isList = isListType(getNullableType(definition.type));
    // The list right below a page is the page itself.
    const unpaged = isList && !isPage ? UNPAGED_LIST : 1;
    return [{ weight, isList, times: isPaged ? { node, definition } : unpaged, inner }];
  };
  return find(schema.getRootType(operation.operation)?.name ?? '', operation.selectionSet, false);
}

function timesOf({ times }: CostedField, variables: Variables): number {
  if (typeof times === 'number') return times;
  const values = getArgumentValues(times.definition, times.node, { ...variables });
  const asked = SIZES.map((name) => values[name] as number | null | undefined).filter((size) => size !== undefined);
  return asked.length === 0 ? DEFAULT_PAGE : Math.max(...asked.map((size) => pageSize(size)));
}

function fieldOf(schema: GraphQLSchema, typeName: string, name: string): GraphQLField<unknown, unknown> | undefined {
  const type = schema.getType(typeName);
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}
