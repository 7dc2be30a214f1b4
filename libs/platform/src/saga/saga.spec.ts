import { defineSaga, type Saga, type SagaStep, type SagaTable, type SagaTypes } from './saga.ts';
import { InvalidSaga } from './saga.errors.ts';

const aStep = (name: string, change: Partial<SagaStep<SagaTypes>> = {}): SagaStep<SagaTypes> => ({
  name,
  do: () => [],
  done: `${name}.done`,
  timeoutMs: 1000,
  ...change,
});
const define = (steps: SagaStep<SagaTypes>[], change: Partial<SagaTable<SagaTypes>> = {}): Saga<SagaTypes> =>
  defineSaga({ name: 'trip', steps, ...change });
const undoable = { undo: () => [], undone: 'undone' };

describe('defineSaga', () => {
  it('fills in five attempts, no abort and no point of no return', () => {
    expect(define([aStep('one'), aStep('two')])).toMatchObject({ attempts: 5, abortOn: [], pivotIndex: 2 });
  });

  it('finds the point of no return', () => {
    expect(define([aStep('one', undoable), aStep('two', { pivot: true })]).pivotIndex).toBe(1);
  });

  it.each<[string, () => unknown]>([
    ['it has no steps', () => define([])],
    ['two steps have the same name', () => define([aStep('one'), aStep('one')])],
    ['it has two pivots', () => define([aStep('one', { pivot: true }), aStep('two', { pivot: true })])],
    ['attempts must be a whole number from 1 up', () => define([aStep('one')], { attempts: 0 })],
    ['two steps have the same answer in undone', () => define([aStep('one', undoable), aStep('two', undoable)])],
    ['a message that aborts it is also an answer', () => define([aStep('one')], { abortOn: ['one.done'] })],
    ['a message that aborts it begins with "saga."', () => define([aStep('one')], { abortOn: ['saga.resume'] })],
    ['needs at least one answer in done', () => define([aStep('one', { done: [] })])],
    ['has an answer with two meanings', () => define([aStep('one', { failed: 'one.done' })])],
    ['has an answer whose name begins with "saga."', () => define([aStep('one', { done: 'saga.timeout' })])],
    ['remembers a message that is not', () => define([aStep('one', { remember: { other: (known) => known } })])],
    ['needs undo and undone, both or neither', () => define([aStep('one', { undo: () => [] })])],
    ['needs undo and undone, both or neither', () => define([aStep('one', { undone: 'undone' })])],
    ['no whole milliseconds', () => define([aStep('one', { timeoutMs: 0 })])],
    ['no whole milliseconds', () => define([aStep('one', { ...undoable, undoTimeoutMs: 0.5 })])],
    ['is never undone', () => define([aStep('one', { pivot: true, ...undoable })])],
    ['is never undone', () => define([aStep('one', { pivot: true }), aStep('two', undoable)])],
    ['cannot be undone on a time-out', () => define([aStep('one', { pivot: true, onTimeout: 'undo' })])],
  ])('refuses a table because %s', (fault, definition) => {
    expect(definition).toThrow(InvalidSaga);
    expect(definition).toThrow(fault);
  });

  it('names every fault at once', () => {
    const definition = (): unknown => define([aStep('one', { done: [], timeoutMs: -1 })], { attempts: 1.5 });
    expect(definition).toThrow(
      [
        'The saga "trip" cannot work:',
        '- attempts must be a whole number from 1 up',
        '- step "one" needs at least one answer in done',
        '- step "one" has timeouts that are no whole milliseconds',
      ].join('\n'),
    );
  });
});
