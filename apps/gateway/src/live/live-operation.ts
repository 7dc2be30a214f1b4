import { type FieldNode, getArgumentValues, type GraphQLSchema, Kind, type OperationDefinitionNode } from 'graphql';
import { BadGraphQLRequest } from '../graphql/operation.errors.ts';
import type { AdmittedOperation } from '../graphql/operation-gate.ts';
import type { LiveField, LiveFields } from './live-fields.ts';

/** A subscription turned into the query that answers it. */
export interface LiveOperation {
  /** Event types that mean "look again". */
  readonly events: readonly string[];
  /** The id whose events matter. */
  readonly subject: string;
  readonly query: AdmittedOperation;
  /** Where the value stands in the answer. */
  readonly responseName: string;
}

/** Throws `BadGraphQLRequest` for a subscription that is not exactly one live field. */
export function toLiveOperation(schema: GraphQLSchema, admitted: AdmittedOperation, fields: LiveFields): LiveOperation {
  const field = onlyFieldOf(admitted.operation);
  const live = fields.get(field.name.value);
  const definition = schema.getSubscriptionType()?.getFields()[field.name.value];
  if (!live || !definition) throw new BadGraphQLRequest(`"${field.name.value}" is not live.`);
  const subject = getArgumentValues(definition, field, { ...admitted.variables })[live.subjectArgument];
  return {
    events: live.events,
    subject: String(subject),
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
  const asked: FieldNode = { ...field, alias: responseNameOf(field), name: { kind: Kind.NAME, value: live.query } };
  const operation: OperationDefinitionNode = {
    ...admitted.operation,
    operation: 'query' as OperationDefinitionNode['operation'],
    selectionSet: { ...selectionSet, selections: [asked] },
  };
  const fragments = admitted.document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  return { ...admitted, operation, document: { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] } };
}

function responseNameOf({ alias, name }: FieldNode) {
  return alias ?? name;
}
