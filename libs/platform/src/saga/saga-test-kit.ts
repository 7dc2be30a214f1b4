import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { isNeeded, type Saga, type SagaTypes } from './saga.ts';
import { choices, faultsIn, runInOrder, runWildly } from './test-kit/runs.ts';
import { scenariosOf } from './test-kit/scenarios.ts';
import { type Asked, type Given, SimulatedWorld } from './test-kit/simulated-world.ts';
import { typesOf } from './types-of.ts';

/**
 * The tests that every saga passes: each step refused, ignored, done in silence, aborted; everything twice, out of turn,
 * too late; undos that nobody acknowledges; and at last all of it at random. Call it in the saga's own spec; it
 * describes itself. The functions of the table run for real, the other services are simulated.
 */
export function exerciseSaga<Types extends SagaTypes>(saga: Saga<Types>, given: Given<Types>): void {
  const newWorld = (): SimulatedWorld<Types> => new SimulatedWorld(saga, given);
  // Scenarios keep count of what has happened in them, so each test takes fresh ones.
  const titles = scenariosOf(saga, given.data).map(({ title, end }, index) => ({ title, end, index }));
  const conductOf = (index: number) => scenariosOf(saga, given.data)[index]?.conduct ?? {};

  describe(`the saga "${saga.name}"`, () => {
    describe.each(titles)('when $title', ({ end, index }) => {
      it(`is ${end} in the end, its effects in balance`, () => {
        const world = newWorld();
        runInOrder(world, conductOf(index));
        expect(faultsIn(world)).toEqual([]);
        expect(world.state.status).toBe(end);
      });

      it('ends in the same way when every message comes twice', () => {
        const world = newWorld();
        runInOrder(world, { ...conductOf(index), deliveries: 2 });
        expect(faultsIn(world)).toEqual([]);
        expect(world.state.status).toBe(end);
      });

      it('is moved by nothing that comes again afterwards', () => {
        const world = newWorld();
        runInOrder(world, conductOf(index));
        expect(world.received.filter((message) => world.deliver(message))).toEqual([]);
      });

      it('undoes what turns out afterwards to have been done, and only that', () => {
        const world = newWorld();
        runInOrder(world, conductOf(index));
        world.requests.push(...world.ignored);
        world.answers.push(...world.lost);
        runInOrder(world);
        expect(faultsIn(world)).toEqual([]);
        expect(world.state.status).toBe(end);
      });

      it('raises the alarm when nobody acknowledges an undo, and ends all the same once it is resumed', () => {
        const world = newWorld();
        const { behave = () => 'obeys', ...rest } = conductOf(index);
        runInOrder(world, {
          ...rest,
          behave: (asked) => (asked.phase === 'undoing' ? 'ignores' : behave(asked, world)),
        });
        const isUndoWanted = world.ignored.some(({ phase }) => phase === 'undoing');
        expect(world.state.status).toBe(isUndoWanted ? 'stuck' : end);
        expect(world.alarms).toBe(isUndoWanted ? 1 : 0);

        world.deliver({ type: 'saga.resume' });
        runInOrder(world);
        expect(faultsIn(world)).toEqual([]);
        expect(world.state.status).toBe(end);
      });
    });

    it('is moved by no answer that it has not asked for', () => {
      const world = newWorld();
      runInOrder(world, {
        meanwhile: ({ state }) => {
          const expected = saga.steps.filter(({ name }) => state.steps[name]?.phase === 'doing').flatMap(answersOf);
          const unexpected = saga.steps.flatMap(answersOf).filter((type) => !expected.includes(type));
          expect(unexpected.filter((type) => world.deliver(world.message(type)))).toEqual([]);
        },
      });
      expect(world.state.status).toBe('completed');
    });

    const patient = saga.steps.filter((step, index) => {
      return (index >= saga.pivotIndex || step.onTimeout === 'retry') && isNeeded(step, given.data);
    });
    for (const { name } of patient) {
      it(`raises the alarm when "${name}" is never answered, and goes on when it is`, () => {
        const world = newWorld();
        const isIt = (asked: Asked<Types>): boolean => asked.step.name === name;
        runInOrder(world, { behave: (asked) => (isIt(asked) ? 'ignores' : 'obeys') });
        expect(world.state).toMatchObject({ status: 'stuck', step: name });
        expect(world.alarms).toBe(1);
        expect(world.ignored).toHaveLength(saga.attempts);

        world.requests.push(...world.ignored.slice(0, 1));
        runInOrder(world);
        expect(faultsIn(world)).toEqual([]);
        expect(world.state.status).toBe('completed');
      });
    }

    it('ends in balance whatever happens, in whatever order', () => {
      fc.assert(
        fc.property(choices, (chosen) => {
          const world = newWorld();
          runWildly(world, chosen);
          expect(faultsIn(world)).toEqual([]);
          expect(world.received.filter((message) => world.deliver(message))).toEqual([]);
        }),
        { numRuns: 300 },
      );
    });
  });
}

function answersOf<Types extends SagaTypes>({ done, failed, undone }: Saga<Types>['steps'][number]): string[] {
  return [done, failed, undone].flatMap(typesOf);
}
