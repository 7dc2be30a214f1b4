import type { NewJob } from '@tovar/platform';
import { z } from 'zod';

export const DELIVER = 'notifications.deliver-webhook';

export const deliverJobData = z.object({ deliveryId: z.uuid() });

/** The next try of a delivery. Later tries are jobs of their own: their waits are the schedule's, not the queue's. */
export function deliverJob(deliveryId: string, runAt?: Date): NewJob {
  return { type: DELIVER, data: { deliveryId }, runAt };
}
