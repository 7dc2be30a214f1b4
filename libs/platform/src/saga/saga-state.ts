import type { SagaMessage, SagaTypes } from './saga.ts';

/**
 * `running`: forward. `compensating`: back. `stuck`: somebody does not answer, an alarm has been raised, and the saga
 * waits for the answer or for a `saga.resume`. `completed` and `compensated`: over.
 *
 * One thing can happen after `compensated`: a step whose outcome was unknown reports that it was done after all. It is
 * undone, and the saga is `compensating` again until that is acknowledged.
 */
export type SagaStatus = 'running' | 'compensating' | 'stuck' | 'completed' | 'compensated';

/** Where one step is. The two that wait for an answer are `doing` and `undoing`. */
export type StepPhase = 'doing' | 'done' | 'failed' | 'undoing' | 'undone';

/** What is known of a step that has been asked for. */
export interface StepProgress {
  readonly phase: StepPhase;

  /** Counts every time the step or its undo was asked for. A deadline names it, so an old deadline is recognised. */
  readonly attempt: number;

  /** How often it may still be asked in this phase, the try that is running included; at 0 it is stuck. */
  readonly triesLeft: number;

  /** When the running try times out, as an ISO time. */
  readonly deadlineAt: string;

  /** Its undo was sent without its outcome being known; a late success must be undone once more. */
  readonly inDoubt: boolean;
}

/** A saga as it is stored: plain JSON, as long as its data is. `status` follows from the rest. */
export interface SagaState<Types extends SagaTypes> {
  readonly saga: string;
  readonly status: SagaStatus;

  /** The step that was asked for last, forward or back. */
  readonly step: string;

  readonly data: Types['data'];

  /** Progress by the step's name; a step that was never asked for is absent. */
  readonly steps: Readonly<Record<string, StepProgress>>;

  /** Why the saga goes, or went, back: the step it was at, and the type of the message that turned it. */
  readonly failure?: { readonly step: string; readonly reason: string };
}

/** A deadline that has passed. It is ignored when the step has got its answer or has been asked again since. */
export interface SagaTimeout extends SagaMessage {
  readonly type: 'saga.timeout';
  readonly step: string;
  readonly attempt: number;
}

/** A person's wish that a stuck saga ask again. Changes nothing when it is not stuck. */
export interface SagaResume extends SagaMessage {
  readonly type: 'saga.resume';
}

/** Whatever can move a saga. */
export type SagaInput<Types extends SagaTypes> = Types['answer'] | SagaTimeout | SagaResume;

/** What the runtime must carry out, in the transaction that stores the new state. */
export type SagaEffect<Types extends SagaTypes> =
  /** Publish the request. */
  | { readonly kind: 'message'; readonly step: string; readonly message: Types['request'] }
  /** Hand `message` back to the saga at the time given. */
  | { readonly kind: 'deadline'; readonly step: string; readonly at: Date; readonly message: SagaTimeout }
  /** Tell a person: the step, or its undo, was asked for `tries` times and nobody answered. */
  | { readonly kind: 'alarm'; readonly step: string; readonly phase: StepPhase; readonly tries: number };

/** The outcome of a turn. When nothing changed, `state` is the very object that was passed in and `send` is empty. */
export interface Advanced<Types extends SagaTypes> {
  readonly state: SagaState<Types>;
  readonly send: readonly SagaEffect<Types>[];
}
