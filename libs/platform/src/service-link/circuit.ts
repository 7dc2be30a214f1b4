export interface CircuitLimits {
  /** So many failures, one after another, open it. */
  readonly failures: number;
  /** For so long nobody asks. */
  readonly openMs: number;
}

/** The service has failed again and again, and is left alone for a moment. */
export class CircuitOpen extends Error {}

/**
 * Leaves a service alone that fails again and again; after a while one caller tries, and the others wait for how that ends. It goes by
 * a clock that nobody sets: by the wall clock, one that is set back by an hour would keep all callers away for an hour.
 */
export class Circuit {
  private failures = 0;
  private openUntil = Number.NEGATIVE_INFINITY;
  private trial?: Promise<void>;

  constructor(private readonly limits: CircuitLimits) {}

  /** Rejects with `CircuitOpen` when the service is left alone, otherwise as `ask` does. */
  async run<T>(ask: () => Promise<T>): Promise<T> {
    while (this.trial) await this.trial;
    if (this.failures < this.limits.failures) return this.counted(ask);
    if (performance.now() < this.openUntil) throw new CircuitOpen('It has failed again and again; it is left alone.');
    const answer = this.counted(ask);
    const isOver = (): void => (this.trial = undefined);
    this.trial = answer.then(isOver, isOver);
    return answer;
  }

  private async counted<T>(ask: () => Promise<T>): Promise<T> {
    try {
      const answer = await ask();
      this.failures = 0;
      return answer;
    } catch (error) {
      this.failures += 1;
      this.openAgain();
      throw error;
    }
  }

  /** Calls that were under way when it opened say nothing new. */
  private openAgain(): void {
    const now = performance.now();
    if (this.failures >= this.limits.failures && now >= this.openUntil) this.openUntil = now + this.limits.openMs;
  }
}
