interface Opening {
  /** Once it is open. */
  opened?: unknown;
  close(): Promise<unknown>;
}

/** What is open, such as shops and folders, and must not be left behind whatever happens. */
export class Openings {
  private openings: readonly Opening[] = [];
  private hasLeft = false;

  /** Closed with all the others, also when somebody leaves before it is open. */
  async open<Opened>(open: () => Promise<Opened>, close: (opened: Opened) => Promise<unknown>): Promise<Opened> {
    if (this.hasLeft) throw new SomebodyLeft();
    const opening = open();
    const entry: Opening = { close: () => opening.then(close, () => undefined) };
    this.openings = [...this.openings, entry];
    entry.opened = await opening;
    return opening;
  }

  /** Closes this one before the others. */
  async close(opened: unknown): Promise<void> {
    const found = this.openings.find((each) => each.opened === opened);
    this.openings = this.openings.filter((each) => each !== found);
    await found?.close();
  }

  /** The last one first; what cannot be closed does not keep the others open. */
  async closeAll(): Promise<void> {
    const failures: unknown[] = [];
    const all = this.openings.toReversed();
    this.openings = [];
    for (const each of all) await each.close().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }

  /** Nothing is opened from now on. */
  leave(): Promise<void> {
    this.hasLeft = true;
    return this.closeAll();
  }
}

/** Whoever measures has pressed Ctrl-C. */
export class SomebodyLeft extends Error {
  readonly code = 'SOMEBODY_LEFT';
  constructor() {
    super('Stopped before the end.');
  }
}
