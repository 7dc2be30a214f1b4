import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getOperationAST,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { LruMap } from '@tovar/platform';
import { ObjectShape } from './answer-shape.ts';
import { OperationNotFound, SubscriptionNotExecutable } from './federation.errors.ts';
import { flatDocument, introspectionDocument } from './flat-document.ts';
import { selectionOn, type SelectionScope } from './selection.ts';

/** An operation with its conditions settled, ready to run any number of times. */
export interface PreparedOperation {
  /** What the subgraphs answer; undefined when nothing is asked of them. */
  readonly federated?: DocumentNode;
  /** What the public schema answers by itself. */
  readonly introspection?: DocumentNode;
  readonly shape: ObjectShape;
}

const MAX_VARIANTS = 64;

/** A document, and its operations as far as they have been asked for. */
export class PreparedDocument {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #conditions: readonly string[];
  readonly #variants = new LruMap<string, PreparedOperation>(MAX_VARIANTS);

  constructor(
    private readonly document: DocumentNode,
    private readonly schema: GraphQLSchema,
  ) {
    const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
    this.#conditions = conditionVariablesOf(document);
  }

  /** The operation to run; throws the `GraphQLError` with which the request is refused. */
  definition(operationName: string | undefined): OperationDefinitionNode {
    const definition = getOperationAST(this.document, operationName);
    if (!definition) throw new OperationNotFound(operationName);
    if (definition.operation === 'subscription') throw new SubscriptionNotExecutable();
    return definition;
  }

  /** The operation as the values of its @skip and @include variables leave it; kept for the next request. */
  operation(definition: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>): PreparedOperation {
    // The other values are not kept: they differ from request to request and may be personal.
    const settled = Object.fromEntries(this.#conditions.map((condition) => [condition, variables[condition]]));
    const key = JSON.stringify([definition.name?.value, settled]);
    const known = this.#variants.get(key);
    if (known) return known;
    const scope = { schema: this.schema, fragments: this.#fragments, variables: settled };
    const prepared = prepare(definition, scope);
    this.#variants.set(key, prepared);
    return prepared;
  }
}

function prepare(definition: OperationDefinitionNode, scope: SelectionScope): PreparedOperation {
  const rootType = scope.schema.getRootType(definition.operation);
  if (!rootType) throw new OperationNotFound(definition.name?.value);
  const fields = [...selectionOn(rootType, [definition.selectionSet], scope).fields.values()];
  const federated = fields.filter(([node]) => !node.name.value.startsWith('__'));
  const introspected = fields.filter(([node]) => node.name.value === '__schema' || node.name.value === '__type');
  return {
    federated: federated.length > 0 ? flatDocument(definition, rootType, federated, scope) : undefined,
    introspection: introspected.length > 0 ? introspectionDocument(definition, introspected, scope) : undefined,
    shape: new ObjectShape(rootType, [definition.selectionSet], scope),
  };
}

/** The variables on which @skip and @include depend. */
function conditionVariablesOf(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: args = [] }) {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of args) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}
