import fc from 'fast-check';
import { advance, begin } from './advance.ts';
import { defineSaga, type SagaTypes } from './saga.ts';
import { exerciseSaga } from './saga-test-kit.ts';
import type { Advanced } from './saga-state.ts';
import { deal, dealAnswer } from './test-kit/example.saga.ts';
import { choices, faultsIn, runWildly } from './test-kit/runs.ts';
import { type Engine, SimulatedWorld } from './test-kit/simulated-world.ts';

const given = { data: { dealId: 'deal-1' }, answer: dealAnswer };

exerciseSaga(deal, given);

describe('with every step needed', () => {
  exerciseSaga(deal, { ...given, data: { dealId: 'deal-2', isOfValue: true } });
});

exerciseSaga(
  defineSaga<SagaTypes>({
    name: 'one step that is asked for until it answers',
    steps: [
      { name: 'only', do: () => [{ type: 'requested' }], done: ['made', 'found'], timeoutMs: 1, onTimeout: 'retry' },
    ],
  }),
  { data: {} },
);

exerciseSaga(
  defineSaga<SagaTypes>({
    name: 'no point of no return',
    abortOn: ['aborted', 'expired'],
    steps: ['first', 'second', 'third'].map((name) => ({
      name,
      do: () => [{ type: `${name} requested` }, { type: `${name} announced` }],
      done: `${name} done`,
      failed: [`${name} denied`, `${name} impossible`],
      undo: () => [{ type: `${name} undo requested` }],
      undone: `${name} undone`,
      timeoutMs: 5,
    })),
  }),
  { data: {} },
);

/** First, middle and last: any of them may not be needed, the point of no return too. */
describe.each([[['first']], [['second']], [['third']], [['first', 'third']], [['first', 'second', 'third']]])(
  'with no need of %j',
  (unneeded) => {
    exerciseSaga(
      defineSaga<SagaTypes & { data: { unneeded: string[] } }>({
        name: 'steps that may not be needed',
        abortOn: ['aborted'],
        steps: ['first', 'second', 'third'].map((name) => ({
          name,
          when: (data) => !data.unneeded.includes(name),
          do: () => [{ type: `${name} requested` }],
          done: `${name} done`,
          failed: `${name} denied`,
          timeoutMs: 5,
          ...(name === 'first' ? { undo: () => [{ type: 'first undo requested' }], undone: 'first undone' } : {}),
          ...(name === 'second' ? { pivot: true } : {}),
        })),
      }),
      { data: { unneeded } },
    );
  },
);

describe('the test kit', () => {
  const unmoved = <Types extends SagaTypes>(state: Advanced<Types>['state']): Advanced<Types> => ({ state, send: [] });

  const brokenEngines: Record<string, Engine> = {
    'asks for a step that is not needed': {
      begin,
      advance: (saga, ...turn) => {
        const steps = saga.steps.map((step) => ({ ...step, when: undefined }));
        return advance({ ...saga, steps }, ...turn);
      },
    },
    'forgets what was done late': {
      begin,
      advance: (saga, state, message, now) => {
        const isLate = state.failure && saga.steps.some(({ done }) => done === message.type);
        return isLate ? unmoved(state) : advance(saga, state, message, now);
      },
    },
    'never undoes': {
      begin,
      advance: (saga, state, message, now) => {
        const { state: next, send } = advance(saga, state, message, now);
        return { state: next, send: next.failure ? [] : send };
      },
    },
    'undoes a step in doubt as if it had done nothing': {
      begin,
      advance: (saga, state, message, now) => {
        const turn = advance(saga, state, message, now);
        const steps = Object.entries(turn.state.steps).map(
          ([name, step]) => [name, { ...step, inDoubt: false }] as const,
        );
        return { ...turn, state: { ...turn.state, steps: Object.fromEntries(steps) } };
      },
    },
    'goes back when the point of no return is silent': {
      begin,
      advance: (saga, state, message, now) =>
        advance({ ...saga, pivotIndex: saga.pivotIndex + 1 }, state, message, now),
    },
  };

  it.each(Object.keys(brokenEngines))('notices an engine that %s', (name) => {
    const property = fc.property(choices, (chosen) => {
      const world = new SimulatedWorld(deal, given, brokenEngines[name]);
      runWildly(world, chosen);
      return faultsIn(world).length === 0 && !world.received.some((message) => world.deliver(message));
    });
    expect(fc.check(property, { numRuns: 1_000 }).failed).toBe(true);
  });
});
