import { id, moment } from '@tovar/contracts';
import { type DeadLetters, LARGEST_PAGE } from '@tovar/platform';
import { z } from 'zod';
import { REPAIRS } from '../commands/repair-orders.ts';

/** What it takes to mend what is stuck or broken. */
export const REPAIR_SCOPE = 'orders:repair:any';

const repairView = z.object({
  id,
  at: moment,
  actorId: id,
  action: z.enum(REPAIRS),
  reason: z.string(),
  details: z.record(z.string(), z.unknown()),
  traceId: z.string(),
});
export const repairPageView = z.object({ items: z.array(repairView), nextCursor: z.string().nullable() });

/** The data of a dead event or job stays inside: it is not needed to drive it again. */
export const deadLettersView = z.object({
  events: z.array(
    z.object({ id, type: z.string(), subject: z.string(), time: moment, diedAt: moment, error: z.string() }),
  ),
  jobs: z.array(z.object({ id: z.string(), type: z.string(), attempts: z.int(), error: z.string() })),
});

export async function toDeadLetters(letters: DeadLetters): Promise<z.output<typeof deadLettersView>> {
  const [events, jobs] = await Promise.all([letters.events(LARGEST_PAGE), letters.jobs(LARGEST_PAGE)]);
  return {
    events: events.map(({ event, error, diedAt }) => {
      const { id: eventId, type, subject, time } = event;
      return { id: eventId, type, subject, time, diedAt: diedAt.toISOString(), error };
    }),
    jobs: jobs.map(({ id: jobId, type, attempt, error }) => ({ id: jobId, type, attempts: attempt, error })),
  };
}
