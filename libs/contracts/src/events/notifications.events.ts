import { z } from 'zod';
import { id } from './identifiers.ts';

/** Told by notifications; the subject is the user's id. */
export const notificationEvents = {
  /** Something came into the person's inbox, or was read there: the signal for live updates. */
  'inbox.changed.v1': z.object({ userId: id }),
} as const;
