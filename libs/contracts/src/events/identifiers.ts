import { z } from 'zod';

/** UUIDv7 in practice; any UUID is accepted at the border. */
export const id = z.uuid();

/** A moment as RFC 3339 text in UTC. */
export const moment = z.iso.datetime();

/** A text in the shop's two languages. */
export const localized = z.object({ en: z.string(), ru: z.string() });
