import {
  type DocumentNode,
  type FieldNode,
  getNamedType,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type InlineFragmentNode,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  type NameNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { type FieldNodes, selectionOn, selectionSetsOf, type SelectionScope } from './selection.ts';

const ALIAS_PREFIX = '_as_';
const TYPENAME: FieldNode = { kind: Kind.FIELD, name: name('__typename') };

/**
 * The operation as the planner gets it: one field per response name, no fragments but those that narrow a type, no
 * conditions, `__typename` wherever the type is abstract, and no alias of the client. The last one matters most: the
 * planner's own fields stand beside the client's in one object, so an alias `id` would be sent on as the entity's key,
 * and `toString` would be merged into JavaScript's own prototype.
 */
export function flatDocument(
  definition: OperationDefinitionNode,
  rootType: GraphQLCompositeType,
  fields: readonly FieldNodes[],
  scope: SelectionScope,
): DocumentNode {
  const selections = fields.map((nodes) => flatField(nodes, rootType, scope));
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections };
  return { kind: Kind.DOCUMENT, definitions: [{ ...definition, directives: [], selectionSet }] };
}

/** What an operation asks of the schema itself, answered under inner names as well. */
export function introspectionDocument(
  definition: OperationDefinitionNode,
  fields: readonly FieldNodes[],
  { fragments }: SelectionScope,
): DocumentNode {
  const selections = fields.flat().map((node) => ({ ...node, alias: name(innerName(node)) }));
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections };
  return { kind: Kind.DOCUMENT, definitions: [{ ...definition, selectionSet }, ...fragments.values()] };
}

/**
 * The name under which a field is answered inside: never one that every object of JavaScript has, nor that of the field itself
 * when the client gives it arguments, because the planner takes that for what others require, without any.
 */
export function innerName({ alias, name: { value }, arguments: given }: FieldNode): string {
  const isPlain = alias === undefined && !given?.length && !(value in Object.prototype);
  if (value === '__typename' || isPlain) return value;
  return `${ALIAS_PREFIX}${alias?.value ?? value}`;
}

/** The client's name for what the subgraphs answered under an inner name. */
export function responseNameOf(inner: string): string {
  return inner.startsWith(ALIAS_PREFIX) ? inner.slice(ALIAS_PREFIX.length) : inner;
}

function flatField(nodes: FieldNodes, parent: GraphQLCompositeType, scope: SelectionScope): FieldNode {
  const [node] = nodes;
  const alias = innerName(node);
  const type = getNamedType(fieldType(node.name.value, parent));
  return {
    kind: Kind.FIELD,
    alias: alias === node.name.value ? undefined : name(alias),
    name: node.name,
    arguments: node.arguments,
    selectionSet: isCompositeType(type) ? flatSelectionSet(type, selectionSetsOf(nodes), scope) : undefined,
  };
}

function flatSelectionSet(
  type: GraphQLCompositeType,
  sets: readonly SelectionSetNode[],
  scope: SelectionScope,
): SelectionSetNode {
  const { fields, narrower } = selectionOn(type, sets, scope);
  const asked = [...fields.values()].filter(([node]) => node.name.value !== '__typename');
  const flat = asked.map((nodes) => flatField(nodes, type, scope));
  const fragments = [...narrower].map(([condition, inner]) => fragmentOn(condition, inner, scope));
  // Selecting nothing at all is possible (everything skipped) but cannot be written down.
  const needsTypename = isAbstractType(type) || fields.size > asked.length || fields.size === 0;
  return { kind: Kind.SELECTION_SET, selections: [...(needsTypename ? [TYPENAME] : []), ...flat, ...fragments] };
}

function fragmentOn(
  condition: GraphQLCompositeType,
  sets: readonly SelectionSetNode[],
  scope: SelectionScope,
): InlineFragmentNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: name(condition.name) },
    selectionSet: flatSelectionSet(condition, sets, scope),
  };
}

function fieldType(fieldName: string, parent: GraphQLCompositeType): GraphQLOutputType {
  const field = isUnionType(parent) ? undefined : parent.getFields()[fieldName];
  if (!field) throw new Error(`${parent.name} has no field ${fieldName}.`);
  return field.type;
}

function name(value: string): NameNode {
  return { kind: Kind.NAME, value };
}
