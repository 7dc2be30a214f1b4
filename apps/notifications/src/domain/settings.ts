import {
  CHANNELS,
  type Channel,
  canBeTurnedOff,
  NOTIFICATION_TYPES,
  type NotificationType,
} from './notification-type.ts';
import { isWanted, type MailSchedule, type Wishes } from './wishes.ts';

/** What a person hears of, and how: an entry for every type and channel. */
export interface Settings {
  readonly schedule: MailSchedule;
  readonly preferences: readonly {
    readonly type: NotificationType;
    readonly channel: Channel;
    readonly isOn: boolean;
    /** False for what protects the account. */
    readonly canBeTurnedOff: boolean;
  }[];
}

/** What was chosen, and what was not as it is by itself. */
export function settingsOf({ schedule, preferences }: Wishes): Settings {
  const pairs = NOTIFICATION_TYPES.flatMap((type) => CHANNELS.map((channel) => ({ type, channel })));
  return {
    schedule,
    preferences: pairs.map(({ type, channel }) => ({
      type,
      channel,
      isOn: isWanted(preferences, type, channel),
      canBeTurnedOff: canBeTurnedOff(type),
    })),
  };
}
