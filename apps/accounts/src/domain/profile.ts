import type { Locale } from './locale.ts';

/** What a person says of themselves, besides the name. */
export interface Profile {
  readonly userId: string;
  readonly displayName: string;
  /** E.164, for example `+4915112345678`. */
  readonly phone: string | null;
  /** A day such as `1990-02-28`. */
  readonly birthday: string | null;
  readonly locale: Locale;
  readonly version: number;
  readonly avatarId: string | null;
  readonly email: string;
  readonly roles: readonly string[];
  readonly isBlocked: boolean;
  readonly registeredAt: Date;
}

export const PHONE = /^\+[1-9]\d{6,14}$/;
export const DAY = /^(?:19|20)\d\d-\d\d-\d\d$/;

/** True for a day that exists, between 1900 and today. */
export function isBirthday(day: string, today = new Date()): boolean {
  const date = DAY.test(day) ? new Date(`${day}T00:00:00Z`) : undefined;
  if (!date || Number.isNaN(date.getTime())) return false;
  return date.toISOString().startsWith(day) && date <= today;
}
