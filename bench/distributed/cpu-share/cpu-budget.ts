/** What a process that stood still for long may use at once. */
const MOST_SAVED_MS = 10;

/** How much CPU a process may still use that gets a share of a core. What it has used too much it gives back. */
export class CpuBudget {
  private leftMs = 0;
  private last?: { readonly atMs: number; readonly usedMs: number };

  /** `share` is of one core, from 0 to 1. */
  constructor(private readonly share: number) {}

  /** Whether it may run now, of all the CPU that it has used by now. */
  mayRun(atMs: number, usedMs: number): boolean {
    const { last } = this;
    this.last = { atMs, usedMs };
    if (last) {
      const given = (atMs - last.atMs) * this.share;
      this.leftMs = Math.min(MOST_SAVED_MS, this.leftMs + given - (usedMs - last.usedMs));
    }
    return this.leftMs >= 0;
  }
}
