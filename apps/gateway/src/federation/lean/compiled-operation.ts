import type { QueryPlanner } from '@graphql-hive/router-query-planner';
import { executeSync, type ExecutionResult, type GraphQLSchema, print } from 'graphql';
import { completeAnswer } from '../complete-answer.ts';
import type { EncodedAnswer } from '../encoded-answer.ts';
import type { CallSubgraph, SubgraphContext } from '../federation-engine.ts';
import type { PreparedOperation } from '../prepared-document.ts';
import { clientErrors } from '../subgraph-errors.ts';
import { compileWriter, type WriteAnswer } from './answer-writer.ts';
import { type Fields, newFields } from './fields.ts';
import { compilePlan } from './plan-steps.ts';
import type { Run, Step } from './run.ts';
import type { TypeConditions } from './type-conditions.ts';

type Variables = Readonly<Record<string, unknown>>;

const NO_LABELS: ReadonlySet<string> = new Set();

/** What a graph gives to the operations that are compiled for it. */
export interface Compilation {
  readonly planner: QueryPlanner;
  readonly types: TypeConditions;
  readonly apiSchema: GraphQLSchema;
}

/** An operation as functions: one that fetches, one that writes the answer. */
export class CompiledOperation {
  private constructor(
    private readonly prepared: PreparedOperation,
    private readonly apiSchema: GraphQLSchema,
    private readonly fetch: Step | undefined,
    private readonly write: WriteAnswer,
  ) {}

  /** Rejects with `UnsupportedPlan` when the plan has something that only Hive's executor knows. */
  static async compile(
    prepared: PreparedOperation,
    { planner, types, apiSchema }: Compilation,
  ): Promise<CompiledOperation> {
    const fetch = prepared.federated && compilePlan(await plan(planner, print(prepared.federated)), types);
    return new CompiledOperation(prepared, apiSchema, fetch, compileWriter(prepared.shape));
  }

  async run(variables: Variables, context: SubgraphContext, callSubgraph: CallSubgraph): Promise<EncodedAnswer> {
    const data = new newFields();
    const run: Run = { data, errors: [], variables, context, callSubgraph };
    const introspected = this.introspect(variables);
    Object.assign(data, introspected.data);
    await this.fetch?.(run);
    return this.encode(data, clientErrors([...(introspected.errors ?? []), ...run.errors]));
  }

  private introspect(variables: Variables): ExecutionResult {
    const { introspection: document } = this.prepared;
    return document ? executeSync({ schema: this.apiSchema, document, variableValues: variables }) : {};
  }

  /** Where nulls break the schema's promises the answer is completed step by step: rare, and slower. */
  private encode(data: Fields, errors: ReturnType<typeof clientErrors>): EncodedAnswer {
    const dataJson = this.write(data);
    if (dataJson !== undefined) return { dataJson, errors };
    const completed = completeAnswer(this.prepared.shape, data, errors);
    return { dataJson: JSON.stringify(completed.data), errors: completed.errors };
  }
}

async function plan(planner: QueryPlanner, query: string) {
  const { node } = await planner.planAsync(query, null, NO_LABELS as Set<string>, 0);
  if (!node) throw new Error('The plan is empty.');
  return node;
}
