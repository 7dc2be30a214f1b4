import { z } from 'zod';
import { id } from '../events/identifiers.ts';

/** The most recipients that are asked for at once. */
const MOST_RECIPIENTS = 100;

/** Where a mail goes, and in which language. */
const mailbox = { email: z.string(), locale: z.enum(['EN', 'RU']) };

/** `POST accounts /internal/mailboxes`: where these users read their mail. */
export const userMailboxRequest = z.object({ userIds: z.array(id).min(1).max(MOST_RECIPIENTS) });

/** Those who are unknown, blocked or have not confirmed their address are left out. */
export const userMailboxes = z.object({ mailboxes: z.array(z.object({ userId: id, ...mailbox })) });

/** `POST orders /internal/mailboxes`: where the buyers of these orders read their mail. */
export const orderMailboxRequest = z.object({ orderIds: z.array(id).min(1).max(MOST_RECIPIENTS) });

/** Orders without an address are left out. A guest has said no language: it is that of the country they live in. */
export const orderMailboxes = z.object({ mailboxes: z.array(z.object({ orderId: id, ...mailbox })) });

export type UserMailboxRequest = z.output<typeof userMailboxRequest>;
export type UserMailboxes = z.output<typeof userMailboxes>;
export type OrderMailboxRequest = z.output<typeof orderMailboxRequest>;
export type OrderMailboxes = z.output<typeof orderMailboxes>;
