import type { NewEvent } from './event.ts';
import type { EventLog } from './event-log.ts';

/** Enough to find one event among two thousand, and to store all others. */
const MOST_TRIES = 24;

interface Refusal {
  readonly event: NewEvent;
  readonly why: Error;
}

/**
 * One attempt to append events: together, and in halves when that fails although the log is there, until what it refuses
 * stands alone. Whatever comes behind an event that is late is late too, so that their order stays.
 */
export class Telling {
  /** Each of them failed alone. */
  readonly refused: Refusal[] = [];
  /** Not stored, and not known to be refused. */
  readonly late: NewEvent[] = [];
  /** At least one event was stored: the log takes others than those that it refuses. */
  hasStored = false;
  failure?: Error;
  private tries = 0;

  constructor(
    private readonly log: Pick<EventLog, 'append' | 'end'>,
    private readonly source: string,
  ) {}

  /** Does not reject. */
  async store(events: readonly NewEvent[]): Promise<void> {
    if (this.late.length > 0 || this.tries === MOST_TRIES) return void this.late.push(...events);
    this.tries += 1;
    try {
      await this.log.append(this.source, events);
      this.hasStored = true;
    } catch (error) {
      this.failure = error as Error;
      await this.isolate(events, this.failure);
    }
  }

  private async isolate(events: readonly NewEvent[], why: Error): Promise<void> {
    if (!(await this.isLogThere())) return void this.late.push(...events);
    const [event, ...others] = events;
    if (event && others.length === 0) return void this.refused.push({ event, why });
    const middle = Math.ceil(events.length / 2);
    await this.store(events.slice(0, middle));
    await this.store(events.slice(middle));
  }

  private async isLogThere(): Promise<boolean> {
    return this.log.end().then(
      () => true,
      () => false,
    );
  }
}
