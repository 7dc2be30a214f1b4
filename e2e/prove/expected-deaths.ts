/**
 * Which services may end. A service that ends although nothing has struck it is a finding; one that was struck may end more than
 * once, because what it needs to start may be away.
 */
export class ExpectedDeaths {
  /** The last words of each service that ended although nothing had struck it. */
  readonly unexplained: string[] = [];
  private readonly struck = new Map<string, number>();
  /** Those of the struck ones that were killed once. */
  private readonly killed = new Set<string>();
  private onKilled?: (service: string) => void;

  /** From now on until `explainNoMore`, which is for each call. */
  explain(service: string): void {
    this.struck.set(service, (this.struck.get(service) ?? 0) + 1);
  }

  explainNoMore(service: string): void {
    const left = (this.struck.get(service) ?? 0) - 1;
    this.struck.set(service, left);
    if (left === 0) this.killed.delete(service);
  }

  /**
   * Services that die at a failpoint kill themselves: until it is called without any, `onKilled` hears of each that nothing
   * else explains. One that is struck, too, may be killed by that; when it is killed again, it has come by the failpoint.
   */
  watchKilled(onKilled?: (service: string) => void): void {
    this.onKilled = onKilled;
  }

  /** A service's end in words, as whoever started it tells it: `orders ended with SIGKILL; …`. */
  hear(line: string): void {
    const [service = ''] = line.split(' ');
    const isKilled = line.includes('SIGKILL');
    if ((this.struck.get(service) ?? 0) > 0) {
      if (isKilled && this.killed.has(service)) this.onKilled?.(service);
      if (isKilled) this.killed.add(service);
      return;
    }
    if (this.onKilled && isKilled) return this.onKilled(service);
    this.unexplained.push(line);
  }
}
