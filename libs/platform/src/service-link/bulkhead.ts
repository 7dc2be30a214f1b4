/** How many may be inside at once, and how many may stand in line for it. */
export interface BulkheadLimits {
  readonly inside: number;
  readonly waiting: number;
}

/**
 * Lets so many in at once; the next ones stand in line, first come, first served, so long and no longer. A crowd that comes in one
 * moment is served as fast as it can be; only one that is too large, or waits for somebody who does not move, is sent away.
 */
export class Bulkhead {
  private inside = 0;
  /** In the order in which they came; whoever gives up leaves the line at once. */
  private readonly line = new Set<() => void>();

  constructor(private readonly limits: BulkheadLimits) {}

  /** True when the caller is in, and has to `leave`. */
  enterAtOnce(): boolean {
    if (this.inside >= this.limits.inside) return false;
    this.inside += 1;
    return true;
  }

  /** True when the caller is in, and has to `leave`; false when the line is full, or was too slow. */
  async enterWithin(waitMs: number): Promise<boolean> {
    return this.enterAtOnce() || (this.line.size < this.limits.waiting && this.standInLine(waitMs));
  }

  /** The place goes to the first in line. */
  leave(): void {
    const [first] = this.line;
    if (first) first();
    else this.inside -= 1;
  }

  private standInLine(waitMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const goOn = (isIn: boolean): void => {
        clearTimeout(patience);
        this.line.delete(letIn);
        resolve(isIn);
      };
      const letIn = (): void => goOn(true);
      const patience = setTimeout(() => goOn(false), waitMs);
      this.line.add(letIn);
    });
  }
}
