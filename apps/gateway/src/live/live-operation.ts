import { type FieldNode, getArgumentValues, type GraphQLSchema, Kind, type OperationDefinitionNode } from 'graphql';
import { currentRequest } from '@tovar/platform';
import { BadGraphQLRequest } from '../graphql/operation.errors.ts';
import type { AdmittedOperation } from '../graphql/operation-gate.ts';
import { type LiveField, type LiveFields, RESUME_ARGUMENT } from './live-fields.ts';

/** A subscription turned into the query that answers it. */
export interface LiveOperation {
  /** Event types that mean "look again". */
  readonly events: readonly string[];
  /** The id whose events matter. */
  readonly subject: string;
  readonly query: AdmittedOperation;
  /** The last event that the client says it has seen. */
  readonly lastEventId?: string;
  /** Where the value stands in the answer. */
  readonly responseName: string;
}

/** Throws `BadGraphQLRequest` for a subscription that is not exactly one live field. */
export function toLiveOperation(schema: GraphQLSchema, admitted: AdmittedOperation, fields: LiveFields): LiveOperation {
  const field = onlyFieldOf(admitted.operation);
  const live = fields.get(field.name.value);
  const definition = schema.getSubscriptionType()?.getFields()[field.name.value];
  if (!live || !definition) throw new BadGraphQLRequest(`"${field.name.value}" is not live.`);
  const values = getArgumentValues(definition, field, { ...admitted.variables });
  const lastEventId = values[RESUME_ARGUMENT];
  return {
    events: live.events,
    subject: live.subjectArgument ? String(values[live.subjectArgument]) : (currentRequest()?.identity?.userId ?? ''),
    lastEventId: typeof lastEventId === 'string' ? lastEventId : undefined,
    query: asQuery(admitted, field, live),
    responseName: responseNameOf(field).value,
  };
}

function onlyFieldOf({ selectionSet }: OperationDefinitionNode): FieldNode {
  const [field, ...others] = selectionSet.selections;
  if (field?.kind !== Kind.FIELD || others.length > 0) {
    throw new BadGraphQLRequest('A subscription selects exactly one field, outside of fragments.');
  }
  return field;
}

/** The same selection under the same name, asked of the query field; other operations of the document are left out. */
function asQuery(admitted: AdmittedOperation, field: FieldNode, live: LiveField): AdmittedOperation {
  const { selectionSet } = admitted.operation;
  const passed = field.arguments?.filter(({ name }) => name.value !== RESUME_ARGUMENT);
  const name = { kind: Kind.NAME, value: live.query } as const;
  const asked: FieldNode = { ...field, alias: responseNameOf(field), name, arguments: passed };
  const operation: OperationDefinitionNode = {
    ...admitted.operation,
    operation: 'query' as OperationDefinitionNode['operation'],
    selectionSet: { ...selectionSet, selections: [asked] },
    variableDefinitions: definitionsWithout(admitted.operation, resumeVariableOf(field)),
  };
  const fragments = admitted.document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  return { ...admitted, operation, document: { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] } };
}

/** The variable that says where to resume, if there is one: the query knows nothing of it. */
function resumeVariableOf(field: FieldNode): string | undefined {
  const value = field.arguments?.find(({ name }) => name.value === RESUME_ARGUMENT)?.value;
  return value?.kind === Kind.VARIABLE ? value.name.value : undefined;
}

function definitionsWithout({ variableDefinitions }: OperationDefinitionNode, name: string | undefined) {
  return variableDefinitions?.filter(({ variable }) => variable.name.value !== name);
}

function responseNameOf({ alias, name }: FieldNode) {
  return alias ?? name;
}
