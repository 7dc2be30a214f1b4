import { type FragmentDefinitionNode, Kind, parse, type SelectionSetNode } from 'graphql';
import { FetchedFields } from './fetched-fields.ts';

/** One query of a plan, as it goes to a subgraph, and what is asked in it. */
export interface PlannedQuery {
  readonly subgraph: string;
  readonly query: string;
  readonly operationName?: string;
  readonly fields: FetchedFields;
  /** The variables of the client's operation that the query uses. */
  readonly variableUsages: readonly string[];
}

export function plannedQuery(node: {
  serviceName: string;
  operation: string;
  operationName?: string;
  variableUsages?: readonly string[];
}): PlannedQuery {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const selections: SelectionSetNode[] = [];
  for (const definition of parse(node.operation, { noLocation: true }).definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) selections.push(definition.selectionSet);
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  return {
    subgraph: node.serviceName,
    query: node.operation,
    operationName: node.operationName,
    fields: new FetchedFields(selections, fragments),
    variableUsages: node.variableUsages ?? [],
  };
}

/** Those of the operation's variables that have a value and that the query uses. */
export function variablesFor(
  { variableUsages }: PlannedQuery,
  variables: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const used: Record<string, unknown> = {};
  for (const name of variableUsages) if (Object.hasOwn(variables, name)) used[name] = variables[name];
  return used;
}
