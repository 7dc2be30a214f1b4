import { randomUUID } from 'node:crypto';
import { waitFor } from '@tovar/testing';
import type { NewEvent, StoredEvent } from '../event.ts';
import type { EventLog } from '../event-log.ts';
import type { EventLogSetup, OpenLog } from '../event-log.contract.ts';

/** Collects what a group or a tail is shown. */
export class Watcher {
  readonly events: StoredEvent[] = [];
  readonly see = (event: StoredEvent): void => void this.events.push(event);
  readonly handle = async (events: readonly StoredEvent[]): Promise<void> => void this.events.push(...events);

  numbers(subject?: string): unknown[] {
    return this.events.filter((event) => !subject || event.subject === subject).map(numberOf);
  }

  hasSeen(count: number): Promise<boolean> {
    return waitFor(`${count} events`, () => this.events.length >= count);
  }
}

/** What a contract's tests work with: a message type of their own, and logs that are closed behind them. */
export class LogBench {
  private setup?: EventLogSetup;
  private open: OpenLog[] = [];
  private ownType = '';

  /** Registers the hooks that make the adapter's setup and end it. */
  static of(setUp: () => Promise<EventLogSetup>): LogBench {
    const bench = new LogBench();
    beforeAll(async () => {
      bench.setup = await setUp();
    });
    beforeEach(() => {
      bench.ownType = bench.freshType();
    });
    afterEach(async () => {
      await Promise.all(bench.open.splice(0).map((log) => log.close()));
    });
    afterAll(() => bench.setup?.close());
    return bench;
  }

  get adapter(): EventLogSetup {
    if (!this.setup) throw new Error('The setup is made before the first test.');
    return this.setup;
  }

  get type(): string {
    return this.ownType;
  }

  freshType(): string {
    return this.adapter.freshType();
  }

  /** The log of one more process. */
  async newLog(): Promise<EventLog> {
    const opened = await this.adapter.newLog();
    this.open.push(opened);
    return opened.log;
  }

  async closeLog(log: EventLog): Promise<void> {
    const place = this.open.findIndex((entry) => entry.log === log);
    await this.open.splice(place, 1)[0]?.close();
  }

  write: EventLogSetup['write'] = (work) => this.adapter.write(work);

  /** Tells the events in one transaction of a writer. */
  tell(...events: NewEvent[]): Promise<void> {
    return this.write((store) => store(...events));
  }

  event(number: number, subject = 'a'): NewEvent {
    return { type: this.type, subject, data: { number } };
  }

  async watchGroup(log: EventLog, group: string = randomUUID(), watcher = new Watcher()): Promise<Watcher> {
    await log.subscribe({ group, types: [this.type], handle: watcher.handle });
    return watcher;
  }
}

export function numberOf({ data }: StoredEvent): unknown {
  return (data as { number: number }).number;
}

export function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}

export async function replay(log: EventLog, options: Parameters<EventLog['replay']>[0]): Promise<StoredEvent[]> {
  const replayed: StoredEvent[] = [];
  for await (const events of log.replay(options)) replayed.push(...events);
  return replayed;
}
