import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DeadLetters } from '@tovar/platform';

const SHOWN = 100;

/** One line for each event and job that a service could not do: what it is, what it is about, and why. No data: it may be about a person. */
export async function deadOf(service: NestFastifyApplication): Promise<string[]> {
  const letters = service.get(DeadLetters);
  const events = await letters.events(SHOWN);
  const jobs = await letters.jobs(SHOWN);
  return [
    ...events.map(({ event, error }) => `  event ${event.type} subject ${event.subject}: ${error}`),
    ...jobs.map(({ id, type, attempt, error }) => `  job ${type} id ${id} after ${attempt} tries: ${error}`),
  ];
}

/** What is to be done again. */
export interface Chosen {
  readonly subject?: string;
  readonly job?: string;
  readonly all?: boolean;
}

/** Handles events again in their order, and gives jobs all their tries; throws what the first event throws that still fails. */
export async function redriven(
  service: NestFastifyApplication,
  { subject, job, all }: Chosen,
): Promise<{ events: number; jobs: number }> {
  const letters = service.get(DeadLetters);
  const done = { events: 0, jobs: 0 };
  if (subject !== undefined) done.events += await letters.redriveEvents(subject);
  if (job !== undefined) done.jobs += await letters.redriveJobs([job]);
  if (!all) return done;
  for (let events = await letters.events(SHOWN); events.length > 0; events = await letters.events(SHOWN))
    for (const about of new Set(events.map(({ event }) => event.subject)))
      done.events += await letters.redriveEvents(about);
  for (let jobs = await letters.jobs(SHOWN); jobs.length > 0; jobs = await letters.jobs(SHOWN))
    done.jobs += await letters.redriveJobs(jobs.map(({ id }) => id));
  return done;
}
