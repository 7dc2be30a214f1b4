import { setTimeout as delay } from 'node:timers/promises';
import { isTransient } from '@tovar/platform';
import { Random } from '@tovar/testing';
import { allOf } from './all-of.ts';
import type { Fault } from './fault.ts';

/** Faults that would hide each other: one after another. */
export type Lane = readonly Fault[];

export interface StrikePlan {
  readonly seed: number;
  /** Each of them strikes at the same time as the others. */
  readonly lanes: readonly Lane[];
  /** Over how long a time the faults of a lane are spread; without it each strikes at once. */
  readonly strikesForMs?: number;
}

const AT_ONCE_MS = 400;

/** What goes wrong in one round, and how many times each of it struck, by its id and name. */
export class Strikes {
  readonly struck: Record<string, number> = {};

  constructor(private readonly plan: StrikePlan) {}

  /** Before anybody asks anything. */
  async arm(): Promise<void> {
    for (const [first] of this.plan.lanes) await first?.arm?.();
  }

  /** Resolves when the last fault of each lane has struck; all others are healed then. */
  strike(): Promise<void> {
    return allOf(this.plan.lanes.map((lane) => this.strikeInTurn(lane)));
  }

  /** Of the last of each lane those that are struck: what they need to be healed is there again when nothing strikes any more. */
  healStruck(): Promise<void> {
    return this.healLast(({ strike }) => strike !== undefined);
  }

  /** Of the last of each lane those that wait for somebody who comes by. */
  healWaiting(): Promise<void> {
    return this.healLast(({ strike }) => strike === undefined);
  }

  private async healLast(isMeant: (fault: Fault) => boolean): Promise<void> {
    for (const lane of this.plan.lanes) for (const last of lane.slice(-1).filter(isMeant)) await this.healOne(last);
  }

  private async strikeInTurn(lane: Lane): Promise<void> {
    const { strikesForMs = 0, seed } = this.plan;
    const turnMs = strikesForMs / lane.length;
    for (const [index, fault] of lane.entries()) {
      if (index > 0) await fault.arm?.();
      const turn = delay(turnMs);
      await delay(new Random(`${seed} ${fault.name}`).below(Math.max(AT_ONCE_MS, turnMs / 2)));
      await strikeUnlessAway(fault);
      await turn;
      if (index < lane.length - 1) await this.healOne(fault);
    }
  }

  private async healOne(fault: Fault): Promise<void> {
    const name = `${fault.id} ${fault.name}`;
    this.struck[name] = (this.struck[name] ?? 0) + (await fault.heal());
  }
}

async function strikeUnlessAway({ strike }: Fault): Promise<void> {
  try {
    await strike?.();
  } catch (error) {
    // It met another fault, such as a server that dies: what it could strike it has counted.
    if (!isTransient(error)) throw error;
  }
}
