import type { NewJob } from '@tovar/platform';
import { z } from 'zod';

export const MAIL = 'notifications.mail';
export const DIGEST = 'notifications.digest';

/** A dead job holds back no more than these. */
const MAILS_IN_A_JOB = 50;
/** About three days with the back-off: a mail server may be away over a weekend. */
const MAIL_TRIES = 20;

export const mailJob = z.object({ notificationIds: z.array(z.uuid()) });
export const digestJobData = z.object({ dueAt: z.coerce.date() });

/** The jobs that mail these notifications; what one of them has sent, its repetition does not send again. */
export function mailJobs(notificationIds: readonly string[]): NewJob[] {
  const starts = Array.from(
    { length: Math.ceil(notificationIds.length / MAILS_IN_A_JOB) },
    (_, i) => i * MAILS_IN_A_JOB,
  );
  return starts.map((start) => ({
    type: MAIL,
    data: { notificationIds: notificationIds.slice(start, start + MAILS_IN_A_JOB) },
    maxAttempts: MAIL_TRIES,
  }));
}

/** One for all whose digests leave at the same moment. */
export function digestJob(dueAt: Date): NewJob {
  const moment = dueAt.toISOString();
  return { type: DIGEST, data: { dueAt: moment }, runAt: dueAt, key: `digest:${moment}`, maxAttempts: MAIL_TRIES };
}
