import { z } from 'zod';
import { id } from '../events/identifiers.ts';

/** `POST orders /internal/buyer-contacts`: where the buyer of an order gets the receipt that some countries' law asks for. */
export const buyerContactRequest = z.object({ orderId: id });

/** One of the two, or null where orders knows neither, or no longer. */
export const buyerContactAnswer = z.object({
  contact: z
    .object({
      email: z.string().optional(),
      /** E.164. */
      phone: z.string().optional(),
    })
    .nullable(),
});

export type BuyerContactRequest = z.output<typeof buyerContactRequest>;
export type BuyerContactAnswer = z.output<typeof buyerContactAnswer>;
