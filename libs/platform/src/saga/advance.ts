import { type Meaning, meaningOf } from './meaning.ts';
import { isNeeded, type Saga, type SagaStep, type SagaTypes } from './saga.ts';
import type { Advanced, SagaInput, SagaState, StepProgress } from './saga-state.ts';
import { ask, askAgain, close, mark, phaseOf, remember, stepNamed, stuckSteps, type Turn } from './turn.ts';

/** Starts a saga: asks for its first step. */
export function begin<Types extends SagaTypes>(saga: Saga<Types>, data: Types['data'], now: Date): Advanced<Types> {
  const state: SagaState<Types> = { saga: saga.name, status: 'running', step: '', data, steps: {} };
  return close(goOn({ saga, now, state, send: [] }));
}

/**
 * Moves a saga by one message. Pure: the same arguments give the same result. A message that is repeated, stale or of no
 * concern changes nothing. Throws `UnknownSagaStep` when the stored saga was at a step that the table no longer has.
 */
export function advance<Types extends SagaTypes>(
  saga: Saga<Types>,
  state: SagaState<Types>,
  message: SagaInput<Types>,
  now: Date,
): Advanced<Types> {
  for (const name of Object.keys(state.steps)) stepNamed(saga, name);
  const meaning = meaningOf(saga, state, message);
  if (!meaning) return { state, send: [] };
  return close(react({ saga, now, state, send: [] }, meaning, message.type));
}

/**
 * Ends a saga that somebody else takes back: what it still asks for is waited for no more. Changes nothing when nobody is
 * asked. Pure, as `advance` is.
 */
export function leave<Types extends SagaTypes>(saga: Saga<Types>, state: SagaState<Types>, now: Date): Advanced<Types> {
  const turn: Turn<Types> = { saga, now, state, send: [] };
  const asked = saga.steps.filter((step) => phaseOf(turn, step) === 'doing');
  if (asked.length === 0) return { state, send: [] };
  return close(asked.reduce((each, step) => mark(each, step, { phase: 'failed' }), turn));
}

function react<Types extends SagaTypes>(turn: Turn<Types>, meaning: Meaning<Types>, reason: string): Turn<Types> {
  if (meaning.kind === 'resumed') return resume(turn);
  const { step } = meaning;
  switch (meaning.kind) {
    case 'done':
      return goOn(mark(remember(turn, meaning), step, { phase: 'done' }));
    case 'failed':
      return goBack(mark(remember(turn, meaning), step, { phase: 'failed' }), step, reason);
    case 'in doubt':
      return goBack(mark(turn, step, assumedDone(step)), step, reason);
    case 'late success':
      return ask(mark(remember(turn, meaning), step, { inDoubt: false }), step, 'undoing');
    case 'undone':
      return undoNext(mark(turn, step, { phase: 'undone' }));
    case 'unanswered':
      return askAgain(turn, step);
  }
}

/** Asks for the next needed step behind the last one that was asked for; behind the last of all the saga is over. */
function goOn<Types extends SagaTypes>(turn: Turn<Types>): Turn<Types> {
  const { saga, state } = turn;
  const last = saga.steps.findLastIndex((step) => phaseOf(turn, step));
  const next = saga.steps.slice(last + 1).find((step) => isNeeded(step, state.data));
  return next ? ask(turn, next, 'doing') : turn;
}

function goBack<Types extends SagaTypes>(turn: Turn<Types>, step: SagaStep<Types>, reason: string): Turn<Types> {
  return undoNext({ ...turn, state: { ...turn.state, failure: { step: step.name, reason } } });
}

/** Undoes one step at a time, the last one first: what was built on a step is gone before the step is. */
function undoNext<Types extends SagaTypes>(turn: Turn<Types>): Turn<Types> {
  const { steps } = turn.saga;
  if (steps.some((step) => phaseOf(turn, step) === 'undoing')) return turn;
  const next = steps.findLast((step) => step.undo && phaseOf(turn, step) === 'done');
  return next ? ask(turn, next, 'undoing') : turn;
}

function resume<Types extends SagaTypes>(turn: Turn<Types>): Turn<Types> {
  return stuckSteps(turn).reduce((each, { step, phase }) => ask(each, step, phase), turn);
}

/** A silent step may have been done, so it is undone. One that cannot be undone is simply over. */
function assumedDone<Types extends SagaTypes>(step: SagaStep<Types>): Partial<StepProgress> {
  return step.undo ? { phase: 'done', inDoubt: true } : { phase: 'failed' };
}
