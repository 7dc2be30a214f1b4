import { advance, begin } from '../advance.ts';
import type { Saga, SagaStep, SagaTypes } from '../saga.ts';
import { UnknownSagaStep } from '../saga.errors.ts';
import type { Advanced, SagaInput, SagaState, SagaTimeout } from '../saga-state.ts';
import { typesOf } from '../types-of.ts';

/** What a saga is exercised with. */
export interface Given<Types extends SagaTypes> {
  readonly data: Types['data'];

  /** Makes the answer of a type; needed when the table remembers something of answers. */
  readonly answer?: (type: Types['answer']['type'], data: Types['data']) => Types['answer'];
}

/** The engine under test; the real one, unless a test of this kit brings a broken one. */
export interface Engine {
  readonly begin: typeof begin;
  readonly advance: typeof advance;
}

/** A request that has reached the side that can carry it out. */
export interface Asked<Types extends SagaTypes> {
  readonly step: SagaStep<Types>;
  readonly phase: 'doing' | 'undoing';
}

/** What the asked side does: its work; nothing, and says so; nothing, silently; its work, but its answer is lost. */
export type Behaviour = 'obeys' | 'refuses' | 'ignores' | 'loses the answer';

/** What one step has come to in the world. */
export interface Effect {
  verdict?: 'done' | 'refused';
  timesApplied: number;
  timesReverted: number;
}

/**
 * Everybody whom a saga can ask, and what they have really done. They keep the promises of `SagaStep` and no more: an
 * undo that overtakes its request finds nothing to undo, and the request is then carried out all the same.
 */
export class SimulatedWorld<Types extends SagaTypes> {
  readonly effects = new Map<string, Effect>();
  readonly received: SagaInput<Types>[] = [];
  alarms = 0;

  requests: Asked<Types>[] = [];
  answers: SagaInput<Types>[] = [];
  deadlines: { readonly at: Date; readonly message: SagaTimeout }[] = [];
  ignored: Asked<Types>[] = [];
  lost: SagaInput<Types>[] = [];

  state: SagaState<Types>;
  private now = new Date('2026-01-01T00:00:00Z');

  constructor(
    readonly saga: Saga<Types>,
    private readonly given: Given<Types>,
    private readonly engine: Engine = { begin, advance },
  ) {
    for (const { name } of saga.steps) this.effects.set(name, { timesApplied: 0, timesReverted: 0 });
    const start = engine.begin(saga, given.data, this.now);
    this.state = start.state;
    this.carryOut(start);
  }

  /** Hands a message to the saga, and what the saga sends to the world. Answers whether the saga was moved. */
  deliver(message: SagaInput<Types>): boolean {
    const before = this.state;
    this.received.push(message);
    // Through JSON, as a stored state is: a value that JSON cannot carry shows here.
    const stored = JSON.parse(JSON.stringify(before)) as SagaState<Types>;
    const turn = this.engine.advance(this.saga, stored, message, this.now);
    if (turn.state === stored && turn.send.length === 0) return false;
    this.state = turn.state;
    this.carryOut(turn);
    return true;
  }

  /** Lets time pass until the deadline and hands it to the saga. */
  passDeadline({ at, message }: { readonly at: Date; readonly message: SagaTimeout }): void {
    if (at > this.now) this.now = at;
    this.deliver(message);
  }

  /** Lets the asked side act on a request. */
  perform(asked: Asked<Types>, behaviour: Behaviour): void {
    if (behaviour === 'ignores') {
      this.ignored.push(asked);
      return;
    }
    const types = asked.phase === 'doing' ? this.doStep(asked.step, behaviour) : this.undoStep(asked.step);
    const answers = types.slice(0, 1).map((type) => this.message(type));
    (behaviour === 'loses the answer' ? this.lost : this.answers).push(...answers);
  }

  /** A message of the type, as the test wants it. */
  message(type: Types['answer']['type']): Types['answer'] {
    return this.given.answer?.(type, this.state.data) ?? { type };
  }

  private doStep(step: SagaStep<Types>, behaviour: Behaviour): readonly string[] {
    const effect = this.effectOf(step);
    const mayChangeItsMind = this.saga.steps.indexOf(step) > this.saga.pivotIndex;
    if (effect.verdict === undefined || (effect.verdict === 'refused' && mayChangeItsMind)) {
      effect.verdict = behaviour === 'refuses' ? 'refused' : 'done';
      if (effect.verdict === 'done') effect.timesApplied += 1;
    }
    return typesOf(effect.verdict === 'done' ? step.done : step.failed);
  }

  private undoStep(step: SagaStep<Types>): readonly string[] {
    const effect = this.effectOf(step);
    effect.timesReverted = effect.timesApplied;
    return typesOf(step.undone);
  }

  private carryOut({ state, send }: Advanced<Types>): void {
    const asked = new Set<string>();
    for (const effect of send) {
      if (effect.kind === 'alarm') this.alarms += 1;
      if (effect.kind === 'deadline') this.deadlines.push(effect);
      if (effect.kind === 'message' || this.onlyWaits(effect.step)) asked.add(effect.step);
    }
    for (const step of this.saga.steps.filter(({ name }) => asked.has(name))) {
      this.requests.push({ step, phase: state.steps[step.name]?.phase === 'doing' ? 'doing' : 'undoing' });
    }
  }

  /** A step that sends nothing waits for somebody who knows by other means, such as a customer. */
  private onlyWaits(name: string): boolean {
    const step = this.saga.steps.find((each) => each.name === name);
    return step?.do(this.state.data).length === 0 && this.state.steps[name]?.phase === 'doing';
  }

  private effectOf({ name }: SagaStep<Types>): Effect {
    const effect = this.effects.get(name);
    if (!effect) throw new UnknownSagaStep(this.saga.name, name);
    return effect;
  }
}
