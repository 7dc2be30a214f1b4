/** "Look again" signals as an async iterable; those that come while the consumer is busy are one. */
export class Wakes implements AsyncIterable<void> {
  /** Why it ended, when somebody ended it for a reason. */
  reason?: Error;
  private isWoken = false;
  private isEnded = false;
  private resume?: () => void;

  wake(): void {
    this.isWoken = true;
    this.resume?.();
  }

  end(reason?: Error): void {
    this.reason = reason;
    this.isEnded = true;
    this.resume?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<void> {
    for (;;) {
      if (!this.isWoken && !this.isEnded) await new Promise<void>((resolve) => (this.resume = resolve));
      if (this.isEnded) return;
      this.isWoken = false;
      yield;
    }
  }
}
