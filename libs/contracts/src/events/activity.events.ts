import { z } from 'zod';
import { id, moment } from './identifiers.ts';

/** How many pages of products and searches one event tells of at most. */
export const MOST_SHOWN = 1_000;

/** What people do in the shop before they buy, told in batches beside the hot paths; counted, and never about whom. */
export const activityEvents = {
  /** Told by the gateway, once a second while anybody looks. Subject: the gateway's process. */
  'activity.shown.v1': z.object({
    /** When it was counted. */
    at: moment,
    /** How often the page of each product was answered. */
    products: z.array(z.object({ productId: id, count: z.int().positive() })).max(MOST_SHOWN),
    /** What was searched for, in lower case; `isInVain` when nothing was found. */
    searches: z
      .array(z.object({ words: z.string().max(200), count: z.int().positive(), isInVain: z.boolean() }))
      .max(MOST_SHOWN),
  }),
  /** Told by cart: something was put into a cart that was new. Subject: the cart's id. */
  'cart.created.v1': z.object({ cartId: id, at: moment }),
} as const;
