import { checkTable } from './check-table.ts';

/** What a saga sends and receives: plain JSON with a literal type, such as `stock.reserved.v1`. */
export interface SagaMessage {
  readonly type: string;
}

/** The types of one saga: what it knows, what it can be told, what it asks for. All three are plain JSON. */
export interface SagaTypes {
  readonly data: unknown;
  readonly answer: SagaMessage;
  readonly request: SagaMessage;
}

/** The name of a message that the saga can be told. */
export type AnswerType<Types extends SagaTypes> = Types['answer']['type'];

/**
 * One row of a saga. Everyone who is asked must keep three promises: a request that comes again is answered as it was
 * the first time; a refusal means that nothing was done; an undo of nothing is acknowledged too.
 */
export interface SagaStep<Types extends SagaTypes> {
  /** Unique in the table. It is stored with running sagas, so a step that may be running keeps its name. */
  readonly name: string;

  /**
   * Whether this saga needs the step; it is asked for unless this says no. Decided when the step's turn comes, and it must
   * not change its mind afterwards. A step that is not needed is neither done nor undone. Pure.
   */
  readonly when?: (data: Types['data']) => boolean;

  /** The requests that ask for the step; none when it only waits, for a customer for example. Pure. */
  readonly do: (data: Types['data']) => readonly Types['request'][];

  /** The answers that say it is done. */
  readonly done: AnswerType<Types> | readonly AnswerType<Types>[];

  /** The answers that say it was refused, so that nothing was done and nothing of it needs undoing. */
  readonly failed?: AnswerType<Types> | readonly AnswerType<Types>[];

  /** What to keep of an answer, by its type; also of one that comes late, because its undo may need it. Pure. */
  readonly remember?: {
    readonly [Type in AnswerType<Types>]?: (
      data: Types['data'],
      answer: Extract<Types['answer'], { type: Type }>,
    ) => Types['data'];
  };

  /** The requests that take the step back, and the answers that say it was taken back. Both or neither. */
  readonly undo?: (data: Types['data']) => readonly Types['request'][];
  readonly undone?: AnswerType<Types> | readonly AnswerType<Types>[];

  /** How long to wait for an answer. `undoTimeoutMs` is the same for the undo, and as long unless it is given. */
  readonly timeoutMs: number;
  readonly undoTimeoutMs?: number;

  /**
   * What silence means. `undo` (the usual): it may have been done, so it is undone and the saga goes back. `retry`: it
   * stays in doubt and is asked again; when all attempts are used up, an alarm is raised and the saga waits on.
   */
  readonly onTimeout?: 'undo' | 'retry';

  /**
   * The point of no return: once this step is done, the saga only goes forward. A refusal still takes it back; silence
   * never does, and neither does an abort that comes when the step has been asked for.
   */
  readonly pivot?: true;
}

/** A saga as it is written down. */
export interface SagaTable<Types extends SagaTypes> {
  readonly name: string;
  readonly steps: readonly SagaStep<Types>[];

  /** The messages from outside that take the saga back, as long as the pivot has not been asked for. */
  readonly abortOn?: readonly AnswerType<Types>[];

  /** How often a request that is retried is sent in all before the alarm; 5 unless it is given. */
  readonly attempts?: number;
}

/** A table that has been checked; only `defineSaga` makes one. */
export interface Saga<Types extends SagaTypes> extends SagaTable<Types> {
  readonly abortOn: readonly AnswerType<Types>[];
  readonly attempts: number;

  /** Where the pivot is among the steps; behind the last one when there is none. */
  readonly pivotIndex: number;
}

/**
 * Checks a table and makes it a saga. A table that could not work, such as one that would undo a step behind the pivot,
 * throws `InvalidSaga` with every fault in its text; tables are constants, so this happens when the process starts.
 */
export function defineSaga<Types extends SagaTypes>(table: SagaTable<Types>): Saga<Types> {
  const pivot = table.steps.findIndex((step) => step.pivot);
  const pivotIndex = pivot === -1 ? table.steps.length : pivot;
  const saga = { ...table, abortOn: table.abortOn ?? [], attempts: table.attempts ?? 5, pivotIndex };
  checkTable(saga);
  return saga;
}

/** Whether a saga with this data asks for the step at all. */
export function isNeeded<Types extends SagaTypes>({ when }: SagaStep<Types>, data: Types['data']): boolean {
  return when?.(data) ?? true;
}
