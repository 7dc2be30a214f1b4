import type { Saga, SagaMessage, SagaStep, SagaTypes } from './saga.ts';
import type { SagaInput, SagaState, SagaTimeout } from './saga-state.ts';
import { typesOf } from './types-of.ts';

/** What a message says about a step. `in doubt`: silent or aborted, so it may have been done. */
export type Meaning<Types extends SagaTypes> =
  | {
      readonly kind: 'done' | 'failed' | 'late success';
      readonly step: SagaStep<Types>;
      readonly answer: Types['answer'];
    }
  | { readonly kind: 'undone' | 'unanswered' | 'in doubt'; readonly step: SagaStep<Types> }
  | { readonly kind: 'resumed' };

/** Reads a message in the light of the state; undefined when it is repeated, stale or of no concern. */
export function meaningOf<Types extends SagaTypes>(
  saga: Saga<Types>,
  state: SagaState<Types>,
  message: SagaInput<Types>,
): Meaning<Types> | undefined {
  if (isTimeout(message)) return meaningOfTimeout(saga, state, message);
  if (message.type === 'saga.resume') return state.status === 'stuck' ? { kind: 'resumed' } : undefined;
  if (saga.abortOn.includes(message.type)) return meaningOfAbort(saga, state);
  return meaningOfAnswer(saga, state, message);
}

/** Whether a message of `abortOn` would take the saga back now. */
export function canAbort<Types extends SagaTypes>(saga: Saga<Types>, state: SagaState<Types>): boolean {
  const step = saga.steps.findIndex(({ name }) => name === state.step);
  return state.steps[state.step]?.phase === 'doing' && step < saga.pivotIndex;
}

function meaningOfAbort<Types extends SagaTypes>(
  saga: Saga<Types>,
  state: SagaState<Types>,
): Meaning<Types> | undefined {
  const step = saga.steps.find(({ name }) => name === state.step);
  return step && canAbort(saga, state) ? { kind: 'in doubt', step } : undefined;
}

function meaningOfTimeout<Types extends SagaTypes>(
  saga: Saga<Types>,
  state: SagaState<Types>,
  timeout: SagaTimeout,
): Meaning<Types> | undefined {
  const index = saga.steps.findIndex(({ name }) => name === timeout.step);
  const step = saga.steps[index];
  const progress = state.steps[timeout.step];
  if (!step || !progress || progress.attempt !== timeout.attempt || progress.triesLeft === 0) return undefined;
  if (progress.phase !== 'doing' && progress.phase !== 'undoing') return undefined;
  const isGivenUp = progress.phase === 'doing' && step.onTimeout !== 'retry' && index < saga.pivotIndex;
  return { kind: isGivenUp ? 'in doubt' : 'unanswered', step };
}

function meaningOfAnswer<Types extends SagaTypes>(
  saga: Saga<Types>,
  state: SagaState<Types>,
  answer: Types['answer'],
): Meaning<Types> | undefined {
  for (const [index, step] of saga.steps.entries()) {
    const progress = state.steps[step.name];
    if (!progress) continue;
    const isDone = typesOf(step.done).includes(answer.type);
    if (progress.phase === 'doing' && isDone) return { kind: 'done', step, answer };
    // Behind the pivot a refusal changes nothing: the deadline asks again, and at last raises the alarm.
    const mayFail = progress.phase === 'doing' && index <= saga.pivotIndex;
    if (mayFail && typesOf(step.failed).includes(answer.type)) return { kind: 'failed', step, answer };
    if (progress.phase === 'undoing' && typesOf(step.undone).includes(answer.type)) return { kind: 'undone', step };
    if (progress.inDoubt && isDone) return { kind: 'late success', step, answer };
  }
  return undefined;
}

function isTimeout(message: SagaMessage): message is SagaTimeout {
  return message.type === 'saga.timeout';
}
