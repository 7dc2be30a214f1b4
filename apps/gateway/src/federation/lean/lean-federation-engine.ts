import { QueryPlanner } from '@graphql-hive/router-query-planner';
import { getVariableValues, GraphQLError, type GraphQLSchema } from 'graphql';
import { publicSchemaOf } from '../compose.ts';
import type { EncodedAnswer } from '../encoded-answer.ts';
import { EngineClosed, InvalidVariable, OperationNotPlannable } from '../federation.errors.ts';
import { type CallSubgraph, type FederatedRequest, FederationEngine } from '../federation-engine.ts';
import { HiveFederationEngine } from '../hive-federation-engine.ts';
import { OperationCache } from '../operation-cache.ts';
import type { PreparedOperation } from '../prepared-document.ts';
import { CompiledOperation } from './compiled-operation.ts';
import { TypeConditions } from './type-conditions.ts';
import { UnsupportedPlan } from './unsupported-plan.ts';

/**
 * Plans by Hive's planner (Rust), compiled to functions of our own once for each operation. An operation whose plan has
 * something unknown in it is handed to Hive's executor.
 */
export class LeanFederationEngine extends FederationEngine {
  #graph: LeanGraph;
  #isClosed = false;

  private constructor(
    graph: LeanGraph,
    private readonly callSubgraph: CallSubgraph,
  ) {
    super();
    this.#graph = graph;
  }

  /** Rejects when the supergraph is unusable. */
  static async start(supergraph: string, callSubgraph: CallSubgraph): Promise<LeanFederationEngine> {
    return new LeanFederationEngine(new LeanGraph(supergraph, callSubgraph), callSubgraph);
  }

  get apiSchema(): GraphQLSchema {
    return this.#graph.apiSchema;
  }

  async execute(request: FederatedRequest): Promise<EncodedAnswer> {
    try {
      if (this.#isClosed) throw new EngineClosed();
      return await this.#graph.answer(request);
    } catch (error) {
      return { errors: [error instanceof GraphQLError ? error : new OperationNotPlannable(error)] };
    }
  }

  async replaceSupergraph(supergraph: string): Promise<void> {
    this.#graph = new LeanGraph(supergraph, this.callSubgraph);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
  }
}

/** One supergraph, and all that was prepared for it. */
class LeanGraph {
  readonly apiSchema: GraphQLSchema;
  readonly #planner: QueryPlanner;
  readonly #types: TypeConditions;
  readonly #operations: OperationCache;
  readonly #compiled = new WeakMap<PreparedOperation, Promise<CompiledOperation | UnsupportedPlan>>();
  #hive?: Promise<HiveFederationEngine>;

  constructor(
    private readonly supergraph: string,
    private readonly callSubgraph: CallSubgraph,
  ) {
    this.apiSchema = publicSchemaOf(supergraph);
    this.#planner = new QueryPlanner(supergraph);
    this.#types = new TypeConditions(supergraph);
    this.#operations = new OperationCache(this.apiSchema);
  }

  async answer(request: FederatedRequest): Promise<EncodedAnswer> {
    const document = this.#operations.get(request.document);
    const definition = document.definition(request.operationName);
    const { variableDefinitions = [] } = definition;
    const { coerced, errors } = getVariableValues(this.apiSchema, variableDefinitions, request.variables ?? {});
    if (!coerced) return { errors: errors.map((error) => new InvalidVariable(error)) };
    const compiled = await this.compiled(document.operation(definition, coerced));
    if (compiled instanceof UnsupportedPlan) return (await this.hive()).execute(request);
    return compiled.run(coerced, request.context, this.callSubgraph);
  }

  private compiled(prepared: PreparedOperation): Promise<CompiledOperation | UnsupportedPlan> {
    const known = this.#compiled.get(prepared);
    if (known) return known;
    const compiling = this.compile(prepared);
    this.#compiled.set(prepared, compiling);
    return compiling;
  }

  private async compile(prepared: PreparedOperation): Promise<CompiledOperation | UnsupportedPlan> {
    // Which share of requests a progressive @override moves is drawn anew for each request: a plan cannot be kept.
    if (this.#planner.overridePercentages.length > 0) return new UnsupportedPlan('a progressive @override');
    try {
      const tools = { planner: this.#planner, types: this.#types, apiSchema: this.apiSchema };
      return await CompiledOperation.compile(prepared, tools);
    } catch (error) {
      if (error instanceof UnsupportedPlan) return error;
      throw error;
    }
  }

  /** Started with the first operation that needs it. */
  private hive(): Promise<HiveFederationEngine> {
    return (this.#hive ??= HiveFederationEngine.start(this.supergraph, this.callSubgraph));
  }
}
