import { setImmediate as nextTurn } from 'node:timers/promises';
import { type ExecutionResult, GraphQLError } from 'graphql';
import type { SubgraphCall } from '../../../src/federation/federation-engine.ts';
import { hashOf } from '@tovar/testing';
import type { Thing } from './world.ts';

/** What goes wrong in subgraphs. It depends on nothing but the seed and what is asked, so it is the same for every engine. */
export interface Faults {
  delay(call: SubgraphCall): Promise<void>;
  /** Throws when the whole call fails. */
  refuse(call: SubgraphCall): void;
  /** Makes something else of an answer. */
  spoil(call: SubgraphCall, answer: ExecutionResult): ExecutionResult;
  isForgotten(subgraph: string, thing: Thing): boolean;
  ofField(subgraph: string, thing: Thing, field: string): 'error' | 'null' | undefined;
}

export const NO_FAULTS: Faults = {
  delay: () => Promise.resolve(),
  refuse: () => undefined,
  spoil: (_call, answer) => answer,
  isForgotten: () => false,
  ofField: () => undefined,
};

/** Subgraphs that are slow, that fail for a field, an entity or altogether. */
export function failing(seed: number | string): Faults {
  const chance = (percent: number, ...words: readonly unknown[]): boolean => hashOf(seed, ...words) % 100 < percent;
  const rate = hashOf(seed, 'rate') % 12;
  return {
    ...NO_FAULTS,
    async delay({ subgraph, query }) {
      for (let turn = hashOf(seed, subgraph, query) % 3; turn > 0; turn -= 1) await nextTurn();
    },
    refuse({ subgraph, query }) {
      if (chance(rate, 'refuse', subgraph, query)) throw new Error(`${subgraph} is down.`);
    },
    spoil({ subgraph, query }, answer) {
      if (!chance(rate, 'spoil', subgraph, query)) return answer;
      return refusal(hashOf(seed, 'refusal', query) % 4);
    },
    isForgotten: (subgraph, { seed: thing }) => chance(rate, 'forgotten', subgraph, thing),
    ofField: (subgraph, { __typename, seed: thing }, field) => {
      if (chance(rate, 'error', subgraph, __typename, thing, field)) return 'error';
      return chance(rate, 'null', subgraph, __typename, thing, field) ? 'null' : undefined;
    },
  };
}

/** Subgraphs whose answers are of another form than asked. */
export function malformed(seed: number | string): Faults {
  return { ...NO_FAULTS, spoil: ({ query }, answer) => bend(answer, [seed, query]) as ExecutionResult };
}

function refusal(kind: number): ExecutionResult {
  const error = (path?: (string | number)[]) => new GraphQLError('Refused.', { path, extensions: { code: 'REFUSED' } });
  if (kind === 0) return { errors: [error()] };
  if (kind === 1) return { data: null, errors: [error(['nowhere'])] };
  if (kind === 2) return { data: null, errors: [error(['_entities', 999])] };
  return {};
}

const ODD: readonly unknown[] = [
  7,
  'text',
  true,
  [],
  {},
  [{}],
  null,
  [null, 'x'],
  { id: {}, constructor: { keys: 1 }, rating: 99 },
];

/** Replaces a few values, somewhere inside of the data, by values of another kind. */
function bend(value: unknown, words: readonly unknown[]): unknown {
  if (words.length > 3 && hashOf('bend', ...words) % 60 === 0)
    return structuredClone(ODD[hashOf(...words) % ODD.length]);
  if (Array.isArray(value)) return value.map((item, index) => bend(item, [...words, index]));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, key === '__typename' ? inner : bend(inner, [...words, key])]),
  );
}
