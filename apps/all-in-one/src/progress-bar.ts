const WIDTH = 30;

/** One line that fills up on a terminal; a line for each tenth where the output is a file. */
export class ProgressBar {
  private lastTenth = -1;
  private hasShown = false;

  constructor(
    private readonly title: string,
    private readonly output: NodeJS.WriteStream = process.stdout,
  ) {}

  show(done: number, total: number): void {
    const share = total === 0 ? 1 : Math.min(1, done / total);
    if (this.output.isTTY) {
      const filled = Math.round(share * WIDTH);
      this.output.write(
        `\r${this.title} ${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${Math.round(share * 100)}% ${done}/${total}`,
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
