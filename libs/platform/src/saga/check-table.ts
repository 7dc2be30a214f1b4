import type { Saga, SagaStep, SagaTypes } from './saga.ts';
import { InvalidSaga } from './saga.errors.ts';
import { typesOf } from './types-of.ts';

/** Throws `InvalidSaga` with everything that is wrong with the table. */
export function checkTable<Types extends SagaTypes>(saga: Saga<Types>): void {
  const found = [...faultsOfTable(saga), ...saga.steps.flatMap((step, index) => faultsOfStep(saga, step, index))];
  if (found.length > 0) throw new InvalidSaga(saga.name, found);
}

function faultsOfTable<Types extends SagaTypes>({ steps, attempts, abortOn }: Saga<Types>): string[] {
  const answers = steps.flatMap(answersOf);
  return faults({
    'it has no steps': steps.length === 0,
    'two steps have the same name': hasDuplicates(steps.map(({ name }) => name)),
    'it has two pivots': steps.filter(({ pivot }) => pivot).length > 1,
    'attempts must be a whole number from 1 up': !isPositive(attempts),
    'two steps have the same answer in undone': hasDuplicates(steps.flatMap(({ undone }) => typesOf(undone))),
    'a message that aborts it is also an answer of a step': answers.some((type) => abortOn.includes(type)),
    'a message that aborts it begins with "saga."': abortOn.some(isReserved),
  });
}

function faultsOfStep<Types extends SagaTypes>(saga: Saga<Types>, step: SagaStep<Types>, index: number): string[] {
  const answers = answersOf(step);
  return faults({
    'needs at least one answer in done': typesOf(step.done).length === 0,
    'has an answer with two meanings': hasDuplicates(answers),
    'has an answer whose name begins with "saga."': answers.some(isReserved),
    'remembers a message that is not its answer': Object.keys(step.remember ?? {}).some(
      (type) => !answers.includes(type),
    ),
    'needs undo and undone, both or neither': (step.undo === undefined) !== (typesOf(step.undone).length === 0),
    'has timeouts that are no whole milliseconds': ![step.timeoutMs, step.undoTimeoutMs ?? 1].every(isPositive),
    'is never undone, because it is the pivot or behind it': index >= saga.pivotIndex && step.undo !== undefined,
    'cannot be undone on a time-out, because it is the pivot or behind it':
      index >= saga.pivotIndex && step.onTimeout === 'undo',
  }).map((fault) => `step "${step.name}" ${fault}`);
}

function answersOf<Types extends SagaTypes>(step: SagaStep<Types>): string[] {
  return [step.done, step.failed, step.undone].flatMap(typesOf);
}

function faults(checks: Record<string, boolean>): string[] {
  return Object.keys(checks).filter((fault) => checks[fault]);
}

function hasDuplicates(words: readonly string[]): boolean {
  return new Set(words).size < words.length;
}

function isReserved(type: string): boolean {
  return type.startsWith('saga.');
}

function isPositive(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}
