import {
  type FieldNode,
  type FragmentDefinitionNode,
  getDirectiveValues,
  type GraphQLCompositeType,
  GraphQLIncludeDirective,
  type GraphQLSchema,
  GraphQLSkipDirective,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { UnsafeAlias } from './federation.errors.ts';

/** What gives a selection its meaning: the schema, the document's fragments and the values of its variables. */
export interface SelectionScope {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** All nodes of one response name; validation has made sure that they ask for the same field. */
export type FieldNodes = readonly [FieldNode, ...FieldNode[]];

/** What is selected on a type: fields by response name, and what is asked of narrower types only. */
export interface Selection {
  readonly fields: ReadonlyMap<string, FieldNodes>;
  readonly narrower: ReadonlyMap<GraphQLCompositeType, readonly SelectionSetNode[]>;
}

/** Resolves fragments, @skip and @include one level deep. An object type has nothing narrower. */
export function selectionOn(
  type: GraphQLCompositeType,
  sets: readonly SelectionSetNode[],
  scope: SelectionScope,
): Selection {
  const fields = new Map<string, [FieldNode, ...FieldNode[]]>();
  const narrower = new Map<GraphQLCompositeType, SelectionSetNode[]>();
  const collect = (selection: SelectionNode): void => {
    if (!isIncluded(selection, scope.variables)) return;
    if (selection.kind === Kind.FIELD) return addField(fields, selection);
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? scope.fragments.get(selection.name.value) : selection;
    if (!fragment) return;
    const condition = conditionOf(fragment.typeCondition?.name.value, type, scope.schema);
    if (covers(condition, type, scope.schema)) {
      fragment.selectionSet.selections.forEach(collect);
    } else if (isAbstractType(type)) {
      narrower.set(condition, [...(narrower.get(condition) ?? []), fragment.selectionSet]);
    }
  };
  for (const { selections } of sets) selections.forEach(collect);
  return { fields, narrower };
}

/** The selections below a field, whichever of its nodes they come from. */
export function selectionSetsOf(nodes: FieldNodes): SelectionSetNode[] {
  return nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
}

function isIncluded(node: SelectionNode, variables: Readonly<Record<string, unknown>>): boolean {
  if (!node.directives?.length) return true;
  if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.if === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if !== false;
}

function addField(fields: Map<string, [FieldNode, ...FieldNode[]]>, node: FieldNode): void {
  const responseName = node.alias?.value ?? node.name.value;
  // As a key of a plain object it would set the prototype.
  if (responseName === '__proto__') throw new UnsafeAlias(responseName);
  const nodes = fields.get(responseName);
  if (nodes) nodes.push(node);
  else fields.set(responseName, [node]);
}

function conditionOf(name: string | undefined, type: GraphQLCompositeType, schema: GraphQLSchema) {
  if (name === undefined) return type;
  const condition = schema.getType(name);
  if (!isCompositeType(condition)) throw new Error(`No fragment can be on ${name}.`);
  return condition;
}

/** Whether every object of the type meets the condition. Nothing moves up to a union: it has no fields of its own. */
function covers(condition: GraphQLCompositeType, type: GraphQLCompositeType, schema: GraphQLSchema): boolean {
  if (condition === type) return true;
  return isAbstractType(condition) && !isUnionType(type) && schema.isSubType(condition, type);
}
