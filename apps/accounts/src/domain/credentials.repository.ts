import type { Locale } from './locale.ts';
import type { LinkPurpose } from './one-time-tokens.ts';

/** The shop's answer to "forgot" and "changed" lives this long. */
export const CREDENTIAL_LINK_LIFE_MS = 30 * 60_000;

/** What an owner proves, and how to reach them. */
export interface Credentials {
  readonly userId: string;
  readonly email: string;
  readonly displayName: string;
  readonly locale: Locale;
  readonly passwordHash: string;
  readonly isBlocked: boolean;
  /** Counts the changes of password and address. */
  readonly version: number;
}

/** A mailed link that changes credentials; it belongs to one version of them, and so works once. */
export interface CredentialLink {
  readonly hash: Buffer;
  readonly userId: string;
  readonly purpose: Exclude<LinkPurpose, 'verify-email'>;
  readonly credentialsVersion: number;
  /** For a change of the address. */
  readonly newEmail?: string;
  readonly endsAt: Date;
}

/** Passwords, addresses and the links that change them. Each method joins the open transaction or has one of its own. */
export abstract class CredentialsRepository {
  abstract find(userId: string): Promise<Credentials | undefined>;

  abstract findByEmail(email: string): Promise<Credentials | undefined>;

  /** Stores the link; a repeat changes nothing. Forgets the user's links that have ended. */
  abstract addLink(link: CredentialLink): Promise<void>;

  /**
   * Whose credentials the link may change: undefined when it has ended, when they have changed since it was made, and when
   * the account is blocked. They stay locked until the open transaction ends.
   */
  abstract findByLink(
    hash: Buffer,
    purpose: CredentialLink['purpose'],
    now: Date,
  ): Promise<(Credentials & { readonly newEmail?: string }) | undefined>;

  /** Starts a new version. `provesEmail`: whoever sets it had a mail, so the address is theirs. */
  abstract changePassword(userId: string, change: { passwordHash: string; provesEmail: boolean }): Promise<void>;

  /** Starts a new version. Throws `EmailTaken`. */
  abstract changeEmail(userId: string, email: string): Promise<void>;
}
