import { parse } from 'graphql';
import { parsedAnswer } from '../../../src/federation/encoded-answer.ts';
import type { FederationEngine } from '../../../src/federation/federation-engine.ts';
import type { FakeSubgraphs } from './fake-subgraphs.ts';
import type { Operation } from './operation-generator.ts';

/** What engines must agree on: the data to the letter, and the errors in any order. */
export interface Outcome {
  readonly data: string | undefined;
  readonly errors: readonly string[];
}

export async function outcomeOf(engine: FederationEngine, { query, variables }: Operation): Promise<Outcome> {
  const context = { headers: {}, deadline: new AbortController().signal };
  const answer = await engine.execute({ document: parse(query), variables, context });
  const { errors = [] } = parsedAnswer(answer);
  const told = errors.map(({ message, path, extensions }) => JSON.stringify({ message, path, extensions }));
  return { data: answer.dataJson, errors: [...new Set(told)].toSorted() };
}

/** The outcome without any federation: one schema, executed by graphql-js. */
export async function referenceOutcome(fakes: FakeSubgraphs, { query, variables }: Operation): Promise<Outcome> {
  const { data, errors = [] } = await fakes.reference(query, variables);
  return { data: JSON.stringify(data), errors: errors.map(({ message }) => message) };
}
