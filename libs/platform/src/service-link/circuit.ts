export interface CircuitLimits {
  /** So many failures, one after another, open it. */
  readonly failures: number;
  /** For so long nobody asks. */
  readonly openMs: number;
}

/** The service has failed again and again, and is left alone for a moment. */
export class CircuitOpen extends Error {}

/**
 * Leaves a service alone that fails again and again; after a while one caller tries, and when that is answered all others may ask again.
 * It goes by a clock that nobody sets: by the wall clock, one that is set back by an hour would keep all callers away for an hour.
 */
export class Circuit {
  private failures = 0;
  private openUntil = Number.NEGATIVE_INFINITY;

  constructor(private readonly limits: CircuitLimits) {}

  /** Rejects with `CircuitOpen` when the service is left alone, otherwise as `ask` does. */
  async run<T>(ask: () => Promise<T>): Promise<T> {
    if (this.failures >= this.limits.failures) this.letOneTry();
    try {
      const answer = await ask();
      this.failures = 0;
      return answer;
    } catch (error) {
      this.failures += 1;
      // Calls that were under way when it opened say nothing new.
      if (this.failures >= this.limits.failures && performance.now() >= this.openUntil) this.open();
      throw error;
    }
  }

  /** Whoever comes when the time is over; one that takes long, such as an upload, keeps the others away for that time only. */
  private letOneTry(): void {
    if (performance.now() < this.openUntil) throw new CircuitOpen('It has failed again and again; it is left alone.');
    this.open();
  }

  private open(): void {
    this.openUntil = performance.now() + this.limits.openMs;
  }
}
