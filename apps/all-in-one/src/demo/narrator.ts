import { Writable } from 'node:stream';

/** Tells in the terminal what happens, with the milliseconds since the story began. */
export class Narrator {
  private startedAt = performance.now();

  constructor(private readonly output: NodeJS.WritableStream = process.stdout) {}

  /** For what nobody is told of. */
  static silent(): Narrator {
    return new Narrator(new Writable({ write: (_chunk, _encoding, done) => done() }));
  }

  title(text: string): void {
    this.startedAt = performance.now();
    this.output.write(`\n${text}\n`);
  }

  say(text: string): void {
    this.output.write(`  ${String(Math.round(performance.now() - this.startedAt)).padStart(6)} ms  ${text}\n`);
  }
}
