import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { CallSubgraph, SubgraphContext } from '../federation-engine.ts';
import { answerInTime } from '../subgraph-answer.ts';
import { callFailed, fieldFailed, type Path, unavailable } from '../subgraph-errors.ts';
import type { Fields } from './fields.ts';
import type { PlannedQuery } from './planned-query.ts';

/** One operation under way: every step of its plan adds to its data and errors. */
export interface Run {
  readonly data: Fields;
  readonly errors: GraphQLError[];
  /** Coerced, with their defaults. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: SubgraphContext;
  readonly callSubgraph: CallSubgraph;
}

/** A part of a plan, ready to run. It never rejects. */
export type Step = (run: Run) => Promise<void> | void;

/** Where the errors of one call belong in the response. */
export interface ErrorPlaces {
  /** Every place of what the path of a subgraph's error points at; none when it points at nothing that was asked. */
  of(path: Path): readonly Path[];
  /** Every place that the call was to complete. */
  all(): readonly Path[];
}

/** What a subgraph answers, undefined when it does not; its errors, and its silence, are noted at their places. */
export async function ask(
  { errors, context, callSubgraph }: Run,
  { subgraph, query, operationName }: PlannedQuery,
  variables: Readonly<Record<string, unknown>>,
  places: ErrorPlaces,
): Promise<unknown> {
  try {
    const call = { subgraph, query, operationName, variables, context };
    const answer = await answerInTime(callSubgraph, call);
    if (answer.errors) errors.push(...answer.errors.flatMap((error) => errorsAt(subgraph, error, places)));
    return answer.data;
  } catch (cause) {
    errors.push(...unavailable(subgraph, places.all(), cause));
    return undefined;
  }
}

function errorsAt(subgraph: string, error: GraphQLFormattedError, places: ErrorPlaces): GraphQLError[] {
  const at = error.path ? places.of(error.path) : [];
  if (at.length === 0) return callFailed(subgraph, error, places.all());
  return at.map((path) => fieldFailed(subgraph, error, path));
}
