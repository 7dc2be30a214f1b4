import { isNeeded, type Saga, type SagaStep, type SagaTypes } from '../saga.ts';
import type { Conduct } from './runs.ts';
import type { Behaviour, SimulatedWorld } from './simulated-world.ts';

/** One thing that goes otherwise than planned, and how the saga must end then. */
export interface Scenario<Types extends SagaTypes> {
  readonly title: string;
  readonly conduct: Conduct<Types>;
  readonly end: 'completed' | 'compensated';
}

/** Everything that can happen to a saga once: each needed step refused, silent, or answered in vain, an abort at each. */
export function scenariosOf<Types extends SagaTypes>(saga: Saga<Types>, data: Types['data']): Scenario<Types>[] {
  const needed = saga.steps.filter((step) => isNeeded(step, data));
  return [
    { title: 'everybody obeys', conduct: {}, end: 'completed' },
    ...needed.flatMap((step) => scenariosOfStep(saga, step)),
  ];
}

function scenariosOfStep<Types extends SagaTypes>(saga: Saga<Types>, step: SagaStep<Types>): Scenario<Types>[] {
  const { name, failed, onTimeout } = step;
  const index = saga.steps.indexOf(step);
  const goesBack = (isBack: boolean): Scenario<Types>['end'] => (isBack ? 'compensated' : 'completed');
  const endOfSilence = goesBack(index < saga.pivotIndex && onTimeout !== 'retry');
  const refusal = {
    title: `"${name}" is refused`,
    conduct: { behave: once(step, 'refuses') },
    end: goesBack(index <= saga.pivotIndex),
  };
  return [
    ...(failed ? [refusal] : []),
    { title: `"${name}" is ignored`, conduct: { behave: once(step, 'ignores') }, end: endOfSilence },
    { title: `"${name}" is done in silence`, conduct: { behave: once(step, 'loses the answer') }, end: endOfSilence },
    ...saga.abortOn.map((type) => ({
      title: `${type} comes at "${name}"`,
      conduct: { meanwhile: abortAt(step, type) },
      end: goesBack(index < saga.pivotIndex),
    })),
  ];
}

function once<Types extends SagaTypes>(step: SagaStep<Types>, behaviour: Behaviour): Conduct<Types>['behave'] {
  let isOver = false;
  return (asked) => {
    if (isOver || asked.step !== step || asked.phase !== 'doing') return 'obeys';
    isOver = true;
    return behaviour;
  };
}

function abortAt<Types extends SagaTypes>(step: SagaStep<Types>, type: string): Conduct<Types>['meanwhile'] {
  let isOver = false;
  return (world: SimulatedWorld<Types>) => {
    if (isOver || world.state.step !== step.name) return;
    isOver = true;
    world.deliver(world.message(type));
  };
}
