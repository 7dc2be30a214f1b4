import type { TracedEvent } from '../event-log/event.ts';
import type { NewJob } from '../job-queue/job-queue.ts';
import type { OutboxEntries } from './outbox.ts';

/** All that one transaction has told so far. */
export class Collected {
  readonly events: TracedEvent[] = [];
  /** Keys of delayed jobs that are not needed any more, unless a later job has the key. */
  readonly cancelled = new Set<string>();
  private readonly given: NewJob[] = [];

  add({ events = [], jobs = [], cancel = [] }: OutboxEntries, traceparent: string): void {
    for (const event of events) this.events.push({ ...event, traceparent });
    for (const job of jobs) {
      this.given.push({ traceparent, ...job });
      if (job.key !== undefined) this.cancelled.delete(job.key);
    }
    for (const key of cancel) this.cancelled.add(key);
  }

  /** Those that nothing later has taken back: of one key the last one counts. */
  get jobs(): NewJob[] {
    const lastOf = new Map(this.given.map(({ key }, index) => [key, index]));
    return this.given.filter(
      ({ key }, index) => key === undefined || (lastOf.get(key) === index && !this.cancelled.has(key)),
    );
  }
}
