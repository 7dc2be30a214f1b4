import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { outsideRequest } from '../http/request-context.ts';
import type { AuditLog } from './audit-log.ts';
import { type Invariant, LARGEST_STRETCH, type Violation } from './invariant.ts';

/** Work that was under way at the first look is done at the second. */
const LOOKS_AGAIN_AFTER_MS = 500;
/** Clocks of processes and of the database may differ. */
const ALL_OF_IT_MS = 3_600_000;
const SHOWN = 100;

/** How a round looks. */
export interface AuditRound {
  /** `new`: what changed since the last round; `everything`: from the beginning. */
  readonly scope: 'new' | 'everything';
  /** True when nothing is under way any more, so that all must be true now. */
  readonly isQuiet: boolean;
}

/** What a round saw of one invariant. */
export interface InvariantReport {
  readonly id: string;
  readonly promise: string;
  readonly checked: number;
  readonly violated: number;
  /** The first hundred. */
  readonly violations: readonly Violation[];
}

/**
 * Checks a service's invariants, in production too: every `everyMs` what has changed since, and on demand. A violation is
 * believed when a second look finds it as well; it is stored and told once, and logged as an error.
 */
export class Auditor {
  private readonly logger = new Logger('Auditor');
  private timer?: NodeJS.Timeout;
  private inHand: Promise<unknown> = Promise.resolve();
  private isStopped = false;
  private invariants: readonly Invariant[] = [];

  constructor(
    /** Asked when all of the service's providers are made. */
    private readonly findInvariants: () => readonly Invariant[],
    private readonly log: AuditLog,
    private readonly everyMs: number,
  ) {}

  start(): void {
    this.invariants = this.findInvariants();
    if (this.invariants.length > 0) this.schedule();
  }

  /** Waits for the stretch in hand. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.inHand;
  }

  /** One round of all invariants, now; after the one in hand. */
  async round(round: AuditRound): Promise<readonly InvariantReport[]> {
    return this.oneAtATime(() => this.checkAll(round, 0));
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      void this.oneAtATime(() => this.checkAll({ scope: 'new', isQuiet: false }, this.everyMs / 2))
        .catch((error: Error) => this.logger.warn(`The audit is tried again later: ${error.message}`))
        .finally(() => this.isStopped || this.schedule());
    }, this.everyMs).unref();
  }

  private oneAtATime<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.inHand.then(() => outsideRequest(work));
    this.inHand = result.catch(() => undefined);
    return result;
  }

  private async checkAll(round: AuditRound, notWithinMs: number): Promise<InvariantReport[]> {
    const reports: InvariantReport[] = [];
    for (const invariant of this.invariants) {
      const begun = await this.log.begin(invariant, notWithinMs);
      if (begun && !this.isStopped) reports.push(await this.checkOne(invariant, begun.from, round));
    }
    return reports;
  }

  private async checkOne(
    invariant: Invariant,
    reached: string | undefined,
    { scope, isQuiet }: AuditRound,
  ): Promise<InvariantReport> {
    const { id, promise, settlesAfterMs } = invariant;
    const before = new Date(Date.now() + (isQuiet ? ALL_OF_IT_MS : -settlesAfterMs));
    const violations: Violation[] = [];
    let checked = 0;
    for await (const stretch of invariant.changes(scope === 'new' ? reached : undefined, before)) {
      violations.push(...(await this.violationsAmong(invariant, stretch.subjects)));
      checked += stretch.subjects.length;
      if (stretch.reached !== undefined) await this.log.reach(invariant, stretch.reached);
      if (this.isStopped) break;
    }
    return { id, promise, checked, violated: violations.length, violations: violations.slice(0, SHOWN) };
  }

  private async violationsAmong(invariant: Invariant, subjects: readonly string[]): Promise<readonly Violation[]> {
    const violations: Violation[] = [];
    const unique = [...new Set(subjects)];
    for (let index = 0; index < unique.length; index += LARGEST_STRETCH) {
      const some = unique.slice(index, index + LARGEST_STRETCH);
      const suspected = await invariant.check(some);
      if (suspected.length > 0) violations.push(...(await this.confirm(invariant, suspected)));
    }
    return violations;
  }

  private async confirm(invariant: Invariant, suspected: readonly Violation[]): Promise<readonly Violation[]> {
    await delay(LOOKS_AGAIN_AFTER_MS);
    const seen = new Set(suspected.map(nameOf));
    const again = await invariant.check([...new Set(suspected.map(({ subject }) => subject))]);
    const violations = again.filter((violation) => seen.has(nameOf(violation)));
    for (const { subject, problem } of await this.log.find(invariant, violations))
      this.logger.error(`${invariant.id} is violated by ${subject}: ${problem}`);
    return violations;
  }
}

function nameOf({ subject, problem }: Violation): string {
  return JSON.stringify([subject, problem]);
}
