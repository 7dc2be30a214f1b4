import type { Fact } from './facts.ts';
import type { Journal } from './journal.ts';

/** A part of the sandbox's state: the fold of the facts it cares about. */
export interface Book {
  /** Takes in a fact that has happened; facts of other books are ignored. It must not fail. */
  apply(fact: Fact): void;
}

/**
 * The only way to change state. A commit is on disk before any book shows it, so nothing that was
 * answered, delivered or seen can be missing after a restart.
 */
export class Ledger {
  private readonly watchers: (() => void)[] = [];

  /** Brings the books up to what the journal remembers. */
  constructor(
    private readonly journal: Journal,
    private readonly books: readonly Book[],
  ) {
    this.apply(journal.facts());
  }

  /** Makes the facts happen together, or not at all. */
  commit(facts: readonly Fact[]): void {
    if (facts.length === 0) return;
    this.journal.append(facts);
    this.apply(facts);
    for (const watcher of this.watchers) watcher();
  }

  /** Calls `watcher` after each commit. */
  onCommit(watcher: () => void): void {
    this.watchers.push(watcher);
  }

  private apply(facts: readonly Fact[]): void {
    for (const fact of facts) for (const book of this.books) book.apply(fact);
  }
}
