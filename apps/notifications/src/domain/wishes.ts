import { nextDigestAt } from './digest-time.ts';
import { canBeTurnedOff, type Channel, isOnByItself, type NotificationType } from './notification-type.ts';

/** When a person wants their mail. The hour is of their own time. */
export interface MailSchedule {
  readonly frequency: 'AT_ONCE' | 'DAILY';
  readonly hour: number;
  /** A name of the IANA time zone database. */
  readonly timeZone: string;
}

export const MAIL_AT_ONCE: MailSchedule = { frequency: 'AT_ONCE', hour: 9, timeZone: 'UTC' };

export interface Preference {
  readonly type: NotificationType;
  readonly channel: Channel;
  readonly isOn: boolean;
}

/** What a person has chosen; whatever they have not is as it is by itself. */
export interface Wishes {
  readonly preferences: readonly Preference[];
  readonly schedule: MailSchedule;
}

export const NO_WISHES: Wishes = { preferences: [], schedule: MAIL_AT_ONCE };

/** The ways that one notification goes; `digestAt` is when its mail leaves together with others. */
export interface Route {
  readonly isInApp: boolean;
  readonly mail: 'NONE' | 'WAITING' | 'DIGEST';
  readonly digestAt?: Date;
}

/** Whatever protects the account goes all ways at once. */
export function routeOf(type: NotificationType, { preferences, schedule }: Wishes, now: Date): Route {
  if (!canBeTurnedOff(type)) return { isInApp: true, mail: 'WAITING' };
  const isOn = (channel: Channel): boolean => isWanted(preferences, type, channel);
  const isInApp = isOn('IN_APP');
  if (!isOn('EMAIL')) return { isInApp, mail: 'NONE' };
  if (schedule.frequency === 'AT_ONCE') return { isInApp, mail: 'WAITING' };
  return { isInApp, mail: 'DIGEST', digestAt: nextDigestAt(schedule, now) };
}

/** What somebody has chosen, or how it is by itself. */
export function isWanted(preferences: readonly Preference[], type: NotificationType, channel: Channel): boolean {
  const chosen = preferences.find((preference) => preference.type === type && preference.channel === channel);
  return canBeTurnedOff(type) ? (chosen?.isOn ?? isOnByItself(type, channel)) : true;
}
