import { Injectable, Optional } from '@nestjs/common';
import type { DeadEvent } from '../event-log/dead-events.ts';
import { type DeadJob, JobQueue } from '../job-queue/job-queue.ts';
import { BackgroundWork } from './background-work.ts';

/**
 * What a service could not do: events that its consumer set aside, each with all later ones of its subject, and jobs that
 * are out of tries. Both are kept until somebody has mended the cause and drives them again.
 */
@Injectable()
export class DeadLetters {
  constructor(
    private readonly work: BackgroundWork,
    @Optional() private readonly queue?: JobQueue,
  ) {}

  /** Oldest first, at most so many. */
  async events(limit: number): Promise<readonly DeadEvent[]> {
    return this.work.deadEvents(limit);
  }

  /** Oldest first, at most so many. */
  async jobs(limit: number): Promise<readonly DeadJob[]> {
    return (await this.queue?.dead(limit)) ?? [];
  }

  /** Handles the dead events of a subject in their order, and returns how many; throws what the first throws that still fails. */
  redriveEvents(subject: string): Promise<number> {
    return this.work.redriveEvents(subject);
  }

  /** Gives dead jobs all their tries again, and returns how many there were. */
  async redriveJobs(ids: readonly string[]): Promise<number> {
    return (await this.queue?.redrive(ids)) ?? 0;
  }
}
