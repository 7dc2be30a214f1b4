import type { Grant } from '@tovar/platform';

/** A person who can log in. */
export interface User {
  readonly id: string;
  readonly email: string;
  readonly displayName: string;
  readonly roles: readonly string[];
}

/** What a user may do now; read at every login and refresh, so that a change reaches the next token. */
export interface UserAccess {
  readonly user: User;
  readonly isBlocked: boolean;
  /** Those that hold without conditions. */
  readonly scopes: readonly string[];
  readonly conditionalGrants: readonly Grant[];
  /** The number of the latest change of the user or one of the roles; see docs/decisions/0010. */
  readonly accessVersion: number;
}

/** ASCII, in the form in which addresses are stored. */
export const EMAIL = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/;
export const LONGEST_EMAIL = 254;
export const LONGEST_DISPLAY_NAME = 80;
/** Letters of any script, but nothing that a terminal or a log would act upon. */
export const DISPLAY_NAME = /^[^\p{Cc}\p{Cs}]+$/u;

/** One person, one spelling: addresses that differ only by case or outer spaces are the same. */
export function normalizeEmail(email: string): string {
  return email.trim().toLowerCase();
}
