import type { AnswerType, Saga, SagaStep, SagaTypes } from './saga.ts';
import type { Advanced, SagaEffect, SagaState, SagaStatus, StepPhase, StepProgress } from './saga-state.ts';
import { UnknownSagaStep } from './saga.errors.ts';

/** A state on its way to the next one, with what has to be sent meanwhile. */
export interface Turn<Types extends SagaTypes> {
  readonly saga: Saga<Types>;
  readonly now: Date;
  readonly state: SagaState<Types>;
  readonly send: readonly SagaEffect<Types>[];
}

type AskedPhase = 'doing' | 'undoing';

/** Sends a step's requests, or those of its undo, and sets the deadline for the answer. */
export function ask<Types extends SagaTypes>(
  turn: Turn<Types>,
  step: SagaStep<Types>,
  phase: AskedPhase,
  triesLeft = turn.saga.attempts,
): Turn<Types> {
  const { name, timeoutMs, undoTimeoutMs = timeoutMs } = step;
  const { data, steps } = turn.state;
  const requests = phase === 'doing' ? step.do(data) : (step.undo?.(data) ?? []);
  const at = new Date(turn.now.getTime() + (phase === 'doing' ? timeoutMs : undoTimeoutMs));
  const { attempt: lastAttempt, inDoubt } = steps[name] ?? { attempt: 0, inDoubt: false };
  const attempt = lastAttempt + 1;
  const progress = { phase, attempt, triesLeft, deadlineAt: at.toISOString(), inDoubt };
  return {
    ...turn,
    state: { ...turn.state, step: name, steps: { ...steps, [name]: progress } },
    send: [
      ...turn.send,
      ...requests.map((message) => ({ kind: 'message', step: name, message }) as const),
      { kind: 'deadline', step: name, at, message: { type: 'saga.timeout', step: name, attempt } },
    ],
  };
}

/** Asks once more for what was not answered, or raises the alarm when it has been asked often enough. */
export function askAgain<Types extends SagaTypes>(turn: Turn<Types>, step: SagaStep<Types>): Turn<Types> {
  const { phase, triesLeft } = progressOf(turn, step);
  if (isAsked(phase) && triesLeft > 1) return ask(turn, step, phase, triesLeft - 1);
  const alarm = { kind: 'alarm', step: step.name, phase, tries: turn.saga.attempts } as const;
  return { ...mark(turn, step, { triesLeft: 0 }), send: [...turn.send, alarm] };
}

/** Notes what has become of a step. */
export function mark<Types extends SagaTypes>(
  turn: Turn<Types>,
  step: SagaStep<Types>,
  change: Partial<StepProgress>,
): Turn<Types> {
  const progress = { ...progressOf(turn, step), ...change };
  return { ...turn, state: { ...turn.state, steps: { ...turn.state.steps, [step.name]: progress } } };
}

/** Keeps of an answer what the table says. */
export function remember<Types extends SagaTypes>(
  turn: Turn<Types>,
  { step, answer }: { readonly step: SagaStep<Types>; readonly answer: Types['answer'] },
): Turn<Types> {
  type Keep = (data: Types['data'], answer: Types['answer']) => Types['data'];
  // The key is the answer's own type, so the function found under it takes this answer.
  const keep = step.remember?.[answer.type as AnswerType<Types>] as Keep | undefined;
  return keep ? { ...turn, state: { ...turn.state, data: keep(turn.state.data, answer) } } : turn;
}

/** Ends the turn: the status follows from the steps. */
export function close<Types extends SagaTypes>(turn: Turn<Types>): Advanced<Types> {
  return { state: { ...turn.state, status: statusOf(turn) }, send: turn.send };
}

function statusOf<Types extends SagaTypes>(turn: Turn<Types>): SagaStatus {
  if (stuckSteps(turn).length > 0) return 'stuck';
  const phases = turn.saga.steps.map((step) => phaseOf(turn, step));
  if (turn.state.failure) return phases.includes('undoing') ? 'compensating' : 'compensated';
  return phases.includes('doing') ? 'running' : 'completed';
}

/** The steps that were asked for in vain, and whether forward or back. */
export function stuckSteps<Types extends SagaTypes>(
  turn: Turn<Types>,
): { readonly step: SagaStep<Types>; readonly phase: AskedPhase }[] {
  return Object.entries(turn.state.steps).flatMap(([name, { phase, triesLeft }]) =>
    isAsked(phase) && triesLeft === 0 ? [{ step: stepNamed(turn.saga, name), phase }] : [],
  );
}

/** Where a step is; undefined when it was never asked for. */
export function phaseOf<Types extends SagaTypes>(turn: Turn<Types>, step: SagaStep<Types>): StepPhase | undefined {
  return turn.state.steps[step.name]?.phase;
}

/** The row of the table, or `UnknownSagaStep`. */
export function stepNamed<Types extends SagaTypes>(saga: Saga<Types>, name: string): SagaStep<Types> {
  const step = saga.steps.find((each) => each.name === name);
  if (!step) throw new UnknownSagaStep(saga.name, name);
  return step;
}

function progressOf<Types extends SagaTypes>({ saga, state }: Turn<Types>, { name }: SagaStep<Types>): StepProgress {
  const progress = state.steps[name];
  if (!progress) throw new UnknownSagaStep(saga.name, name);
  return progress;
}

function isAsked(phase: StepPhase): phase is AskedPhase {
  return phase === 'doing' || phase === 'undoing';
}
