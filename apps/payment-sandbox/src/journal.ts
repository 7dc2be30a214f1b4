import { appendFileSync, closeSync, ftruncateSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Fact } from './facts.ts';
import { BrokenJournal } from './payment-sandbox.errors.ts';

const commitLine = z.array(z.looseObject({ type: z.string() })).min(1);

/**
 * The sandbox's memory on disk: one JSON line for each commit, only ever appended.
 * A line that was written survives the death of the process; a line torn by that death never happened.
 */
export class Journal {
  private constructor(
    private readonly recorded: readonly Fact[],
    private file?: { readonly descriptor: number; size: number } | 'closed',
  ) {}

  /** A journal that forgets everything when the process ends. */
  static inMemory(): Journal {
    return new Journal([]);
  }

  /** Opens or creates the file. Throws `BrokenJournal` when a whole line of it cannot be understood. */
  static open(path: string): Journal {
    mkdirSync(dirname(path), { recursive: true });
    const descriptor = openSync(path, 'a+', 0o600);
    try {
      const bytes = readFileSync(path);
      const size = bytes.lastIndexOf('\n') + 1;
      const recorded = factsIn(bytes.toString('utf8', 0, size), path);
      if (size < bytes.length) ftruncateSync(descriptor, size);
      return new Journal(recorded, { descriptor, size });
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
  }

  /** What had been committed when the journal was opened, oldest first. */
  facts(): readonly Fact[] {
    return this.recorded;
  }

  /** Writes the facts as one commit, all or none, before it returns. */
  append(facts: readonly Fact[]): void {
    if (!this.file) return;
    if (this.file === 'closed') throw new Error('The journal is closed.');
    const line = Buffer.from(`${JSON.stringify(facts)}\n`);
    try {
      appendFileSync(this.file.descriptor, line);
    } catch (error) {
      // A full disk may leave half a line, and the next commit must not be glued to it.
      ftruncateSync(this.file.descriptor, this.file.size);
      throw error;
    }
    this.file.size += line.length;
  }

  close(): void {
    if (!this.file || this.file === 'closed') return;
    closeSync(this.file.descriptor);
    // The system may give the same descriptor to another file, which a late commit must not reach.
    this.file = 'closed';
  }
}

function factsIn(text: string, path: string): Fact[] {
  return text
    .split('\n')
    .slice(0, -1)
    .flatMap((line, index) => {
      try {
        return commitLine.parse(JSON.parse(line)) as unknown as Fact[];
      } catch (cause) {
        throw new BrokenJournal(path, index + 1, cause);
      }
    });
}
