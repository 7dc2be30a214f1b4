const WIDTH = 30;

/** One line that fills up on a terminal; a line for each tenth where the output is a file. */
export class ProgressBar {
  private lastTenth = -1;
  private hasShown = false;
  private partsDone = 0;

  constructor(
    private readonly title: string,
    private readonly output: NodeJS.WriteStream = process.stdout,
  ) {}

  show(done: number, total: number): void {
    this.draw(total === 0 ? 1 : done / total, ` ${done}/${total}`);
  }

  /** Shows one of several works that fill the bar together, of which this is so much; all of them are 1. */
  part(ofAll: number): (done: number, total: number) => void {
    let shown = 0;
    return (done, total) => {
      const now = total === 0 ? ofAll : (ofAll * done) / total;
      this.partsDone += now - shown;
      shown = now;
      // Sums of fractions may be a hair below.
      this.draw(this.partsDone + 1e-9);
    };
  }

  private draw(doneShare: number, counts = ''): void {
    const share = Math.min(1, doneShare);
    if (this.output.isTTY) {
      const filled = Math.round(share * WIDTH);
      this.output.write(
        `\r${this.title} ${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${Math.round(share * 100)}%${counts}`,
      );
      this.hasShown = true;
      return;
    }
    const tenth = Math.floor(share * 10);
    if (tenth === this.lastTenth) return;
    this.lastTenth = tenth;
    this.output.write(`${this.title} ${tenth * 10}%\n`);
  }

  end(): void {
    if (this.hasShown) this.output.write('\n');
  }
}
