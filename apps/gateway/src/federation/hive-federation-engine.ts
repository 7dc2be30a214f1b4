import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import {
  buildASTSchema,
  type DocumentNode,
  type ExecutionResult,
  executeSync,
  getVariableValues,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  parse,
  visit,
} from 'graphql';
import { completeAnswer } from './complete-answer.ts';
import { publicSchemaOf } from './compose.ts';
import type { EncodedAnswer } from './encoded-answer.ts';
import { EngineClosed, InvalidVariable, OperationNotPlannable } from './federation.errors.ts';
import {
  type CallSubgraph,
  type FederatedRequest,
  FederationEngine,
  type SubgraphContext,
} from './federation-engine.ts';
import { OperationCache } from './operation-cache.ts';
import type { PreparedOperation } from './prepared-document.ts';
import { unseal } from './sealed-value.ts';
import { SubgraphCaller } from './subgraph-caller.ts';
import { clientErrors } from './subgraph-errors.ts';

type Variables = Readonly<Record<string, unknown>>;
type Execute = (operation: DocumentNode, variables: Variables, context: SubgraphContext) => Promise<ExecutionResult>;

interface LoadedGraph {
  readonly apiSchema: GraphQLSchema;
  readonly operations: OperationCache;
  readonly execute: Execute;
}

/** Hive's planner (Rust) and executor, between our own preparation of the operation and completion of the answer. */
export class HiveFederationEngine extends FederationEngine {
  readonly #caller: SubgraphCaller;
  #graph: LoadedGraph;
  #isClosed = false;

  private constructor(caller: SubgraphCaller, graph: LoadedGraph) {
    super();
    this.#caller = caller;
    this.#graph = graph;
  }

  /** Rejects when the supergraph is unusable. */
  static async start(supergraph: string, callSubgraph: CallSubgraph): Promise<HiveFederationEngine> {
    const caller = new SubgraphCaller(callSubgraph);
    return new HiveFederationEngine(caller, await load(supergraph, caller));
  }

  get apiSchema(): GraphQLSchema {
    return this.#graph.apiSchema;
  }

  async execute(request: FederatedRequest): Promise<EncodedAnswer> {
    try {
      if (this.#isClosed) throw new EngineClosed();
      return await answer(request, this.#graph);
    } catch (error) {
      return { errors: [error instanceof GraphQLError ? error : new OperationNotPlannable(error)] };
    }
  }

  async replaceSupergraph(supergraph: string): Promise<void> {
    this.#graph = await load(supergraph, this.#caller);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
  }
}

async function load(supergraph: string, caller: SubgraphCaller): Promise<LoadedGraph> {
  const apiSchema = publicSchemaOf(supergraph);
  const handler = await unifiedGraphHandler({
    unifiedGraph: buildASTSchema(withNullableFields(parse(supergraph)), { assumeValid: true, assumeValidSDL: true }),
    getUnifiedGraphSDL: () => supergraph,
    onSubgraphExecute: (subgraph, { document, operationName, variables, context }) =>
      caller.call(subgraph, { document, operationName, variables, context }),
  });
  const { executor } = handler as Required<typeof handler>;
  // No `signal`: the plan is kept for every request, so none of them may end its making.
  const execute: Execute = async (document, variables, context) =>
    (await executor({ document, variables, context })) as ExecutionResult;
  return { apiSchema, operations: new OperationCache(apiSchema), execute };
}

/** Nulls are ours to judge: the executor's own rule stops halfway and leaves no error. The planner sees the real SDL. */
function withNullableFields(supergraph: DocumentNode): DocumentNode {
  return visit(supergraph, {
    FieldDefinition: (field) => (field.type.kind === Kind.NON_NULL_TYPE ? { ...field, type: field.type.type } : field),
  });
}

async function answer(request: FederatedRequest, graph: LoadedGraph): Promise<EncodedAnswer> {
  const document = graph.operations.get(request.document);
  const definition = document.definition(request.operationName);
  const { coerced, errors } = getVariableValues(
    graph.apiSchema,
    definition.variableDefinitions ?? [],
    request.variables ?? {},
  );
  if (!coerced) return { errors: errors.map((error) => new InvalidVariable(error)) };
  const operation = document.operation(definition, coerced);
  const federated = operation.federated && (await graph.execute(operation.federated, coerced, request.context));
  return complete(operation, [introspect(operation, coerced, graph.apiSchema), federated ?? {}]);
}

function introspect(
  { introspection }: PreparedOperation,
  variables: Variables,
  schema: GraphQLSchema,
): ExecutionResult {
  return introspection ? executeSync({ schema, document: introspection, variableValues: variables }) : {};
}

function complete({ shape }: PreparedOperation, parts: readonly ExecutionResult[]): EncodedAnswer {
  const data = Object.assign({}, ...parts.map((part) => unseal(part.data)));
  const completed = completeAnswer(shape, data, clientErrors(parts.flatMap((part) => part.errors ?? [])));
  return { dataJson: JSON.stringify(completed.data), errors: completed.errors };
}
