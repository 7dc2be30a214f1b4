import {
  type DocumentNode,
  type FieldNode,
  getArgumentValues,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { AdmittedOperation } from '../graphql/operation-gate.ts';
import { BadGraphQLRequest } from '../graphql/operation.errors.ts';
import { LIVE_FIELDS, type LiveField } from './live-fields.ts';

/** A subscription turned into the query that answers it. */
export interface LiveOperation {
  readonly live: LiveField;
  /** The id whose events matter. */
  readonly subject: string;
  readonly query: AdmittedOperation;
}

/** Throws `BadGraphQLRequest` for a subscription that is not exactly one live field. */
export function toLiveOperation(schema: GraphQLSchema, admitted: AdmittedOperation): LiveOperation {
  const [field, ...others] = admitted.operation.selectionSet.selections;
  if (field?.kind !== Kind.FIELD || others.length > 0)
    throw new BadGraphQLRequest('A subscription selects exactly one field.');
  const live = LIVE_FIELDS[field.name.value];
  const definition = schema.getSubscriptionType()?.getFields()[field.name.value];
  if (!live || !definition) throw new BadGraphQLRequest(`"${field.name.value}" is not live.`);
  const subject = getArgumentValues(definition, field, { ...admitted.variables })[live.subjectArgument];
  const document = asQuery(admitted.document, admitted.operation, live);
  const operation = document.definitions.find(
    (node) => node.kind === Kind.OPERATION_DEFINITION,
  ) as OperationDefinitionNode;
  return { live, subject: String(subject), query: { ...admitted, document, operation } };
}

/** The same selection under the same name, asked of the query field; other operations of the document are left out. */
function asQuery(document: DocumentNode, operation: OperationDefinitionNode, live: LiveField): DocumentNode {
  const asked = visit(operation, {
    OperationDefinition: { enter: (node) => ({ ...node, operation: 'query' as const }) },
    Field: {
      enter(node, _key, _parent, path): FieldNode | false {
        const isRoot = path.length === 3;
        if (!isRoot) return false;
        const alias = node.alias ?? { kind: Kind.NAME, value: node.name.value };
        return { ...node, alias, name: { ...node.name, value: live.query } };
      },
    },
  });
  const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  return { kind: Kind.DOCUMENT, definitions: [asked, ...fragments] };
}
