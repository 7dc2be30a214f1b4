import type { Locale } from './locale.ts';

/** How long a person may take to open the mail. */
export const REGISTRATION_LIFE_MS = 24 * 60 * 60_000;

/** An account that somebody wants; it is opened when the address has proved to be theirs. */
export interface Registration {
  /** Becomes the user's. */
  readonly id: string;
  readonly email: string;
  readonly displayName: string;
  readonly passwordHash: string;
  readonly locale: Locale;
  readonly startedAt: Date;
  readonly endsAt: Date;
}

/** Registrations until they are confirmed or end. Each method joins the open transaction or has one of its own. */
export abstract class RegistrationRepository {
  /** Stores it beside others for the same address, and forgets those that have ended. */
  abstract add(registration: Registration, linkHash: Buffer): Promise<void>;

  /** The last one for the address that has not ended. */
  abstract findLatest(email: string, now: Date): Promise<Registration | undefined>;

  /** Takes out the one that the link belongs to, unless it has ended, and with it all others for its address. */
  abstract take(linkHash: Buffer, now: Date): Promise<Registration | undefined>;
}
