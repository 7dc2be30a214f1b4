import type { Locale } from './particulars.ts';

/** Whom a notification is for: a user, or the guest to whom an order belongs. */
export interface Recipient {
  readonly id: string;
  readonly kind: 'USER' | 'GUEST';
}

/** Where somebody reads their mail, and in which language. */
export interface Mailbox {
  readonly email: string;
  readonly locale: Locale;
}

/** Addresses are asked for when a mail leaves, and kept nowhere. */
export abstract class AddressBook {
  /**
   * By the recipients' ids; those that have no mailbox are missing. At most 100 recipients. Throws when whoever knows them
   * does not answer.
   */
  abstract find(recipients: readonly Recipient[]): Promise<ReadonlyMap<string, Mailbox>>;
}
