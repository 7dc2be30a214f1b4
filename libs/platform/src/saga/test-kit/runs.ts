import fc from 'fast-check';
import { isNeeded, type SagaTypes } from '../saga.ts';
import type { Asked, Behaviour, SimulatedWorld } from './simulated-world.ts';

/** How the world behaves in a run. */
export interface Conduct<Types extends SagaTypes> {
  /** What the asked side does with a request; it obeys unless this says otherwise. */
  readonly behave?: (asked: Asked<Types>, world: SimulatedWorld<Types>) => Behaviour;

  /** Whatever else happens, looked at before each event. */
  readonly meanwhile?: (world: SimulatedWorld<Types>) => void;

  /** How often each message to the saga, and each request of it, is delivered; once unless given. */
  readonly deliveries?: number;
}

/** Far more events than any run of a table takes; a run that needs them all does not end. */
const MAX_EVENTS = 10_000;

/** Handles everything in the order in which it came; time passes only when all is quiet. Ends when nothing is left. */
export function runInOrder<Types extends SagaTypes>(world: SimulatedWorld<Types>, conduct: Conduct<Types> = {}): void {
  for (let events = 0; events < MAX_EVENTS; events += 1) {
    conduct.meanwhile?.(world);
    if (!handleNext(world, conduct)) return;
  }
  throw new Error(`The saga "${world.saga.name}" does not end: ${JSON.stringify(world.state)}`);
}

function handleNext<Types extends SagaTypes>(
  world: SimulatedWorld<Types>,
  { behave = () => 'obeys', deliveries = 1 }: Conduct<Types>,
): boolean {
  const asked = world.requests.shift();
  if (asked) {
    const behaviour = behave(asked, world);
    repeat(deliveries, () => world.perform(asked, behaviour));
    return true;
  }
  const answer = world.answers.shift();
  if (answer) {
    repeat(deliveries, () => world.deliver(answer));
    return true;
  }
  const deadline = world.deadlines.toSorted((left, right) => left.at.getTime() - right.at.getTime())[0];
  if (!deadline) return false;
  world.deadlines = world.deadlines.filter((each) => each !== deadline);
  repeat(deliveries, () => world.passDeadline(deadline));
  return true;
}

/** One thing that happens, to one of all that it could happen to; a kept message will come again. */
export interface Choice {
  readonly event: 'perform' | 'refuse' | 'deliver' | 'time out' | 'abort' | 'resume';
  readonly which: number;
  readonly isKept: boolean;
}

/** Any sequence of events. Trouble is rarer than progress, so that the last steps are reached too. */
export const choices: fc.Arbitrary<Choice[]> = fc.array(
  fc.record({
    event: fc.oneof(
      { weight: 20, arbitrary: fc.constantFrom('perform' as const, 'deliver' as const) },
      { weight: 3, arbitrary: fc.constantFrom('refuse' as const, 'time out' as const) },
      { weight: 1, arbitrary: fc.constantFrom('abort' as const, 'resume' as const) },
    ),
    which: fc.nat({ max: 99 }),
    isKept: fc.boolean(),
  }),
  { minLength: 20, maxLength: 80, size: 'max' },
);

/**
 * Lets happen what was chosen, in any order. Then the faults stop, and everything still on its way arrives; a saga that
 * is stuck by then is told to resume.
 */
export function runWildly<Types extends SagaTypes>(world: SimulatedWorld<Types>, chosen: readonly Choice[]): void {
  for (const choice of chosen) letHappen(world, choice);
  runInOrder(world);
  if (world.state.status !== 'stuck') return;
  world.deliver({ type: 'saga.resume' });
  runInOrder(world);
}

function letHappen<Types extends SagaTypes>(world: SimulatedWorld<Types>, { event, which, isKept }: Choice): void {
  const { requests, answers, deadlines, saga } = world;
  const pick = <Item>(items: Item[], act: (item: Item) => void): void => {
    const index = which % items.length;
    const [item] = isKept ? items.slice(index, index + 1) : items.splice(index, 1);
    if (item !== undefined) act(item);
  };
  switch (event) {
    case 'perform':
      return pick(requests, (asked) => world.perform(asked, 'obeys'));
    case 'refuse':
      return pick(requests, (asked) => world.perform(asked, asked.step.failed ? 'refuses' : 'obeys'));
    case 'deliver':
      return pick(answers, (answer) => world.deliver(answer));
    case 'time out':
      return pick(deadlines, (deadline) => world.passDeadline(deadline));
    case 'abort':
      return pick([...saga.abortOn], (type) => world.deliver(world.message(type)));
    case 'resume':
      world.deliver({ type: 'saga.resume' });
  }
}

/** What is wrong with the way a saga has ended, in words; nothing when it is over and its effects are in balance. */
export function faultsIn<Types extends SagaTypes>({ saga, state, effects }: SimulatedWorld<Types>): string[] {
  const isOver = state.status === 'completed' || state.status === 'compensated';
  const faults = isOver ? [] : [`it has not ended but is ${state.status} at "${state.step}"`];
  for (const [index, step] of saga.steps.entries()) {
    const { name, undo } = step;
    const { timesApplied = 0, timesReverted = 0 } = effects.get(name) ?? {};
    if (!isNeeded(step, state.data)) {
      if (timesApplied > 0) faults.push(`"${name}" was done although it was not needed`);
      continue;
    }
    const isToStay = state.status === 'completed';
    if (isToStay && timesApplied !== 1) faults.push(`"${name}" was done ${timesApplied} times`);
    if (isToStay && timesReverted !== 0) faults.push(`"${name}" was undone in a completed saga`);
    if (!isToStay && undo && timesReverted !== timesApplied) faults.push(`"${name}" was done and not undone`);
    if (!isToStay && index >= saga.pivotIndex && timesApplied > 0) faults.push(`"${name}" was done, yet it went back`);
  }
  return faults;
}

function repeat(times: number, action: () => void): void {
  for (let time = 0; time < times; time += 1) action();
}
