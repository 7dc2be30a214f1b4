/** "Look again" signals as an async iterable; those that come while the consumer is busy are one. */
export class Wakes implements AsyncIterable<void> {
  private isWoken = false;
  private isEnded = false;
  private endedBy?: Error;
  private resume?: () => void;

  wake(): void {
    this.isWoken = true;
    this.resume?.();
  }

  /** Ends the iteration at once, with an error when there is one. The first end counts. */
  end(error?: Error): void {
    if (this.isEnded) return;
    this.isEnded = true;
    this.endedBy = error;
    this.resume?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<void> {
    for (;;) {
      if (!this.isWoken && !this.isEnded) await new Promise<void>((resolve) => (this.resume = resolve));
      if (this.endedBy) throw this.endedBy;
      if (this.isEnded) return;
      this.isWoken = false;
      yield;
    }
  }
}
