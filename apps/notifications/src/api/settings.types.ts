import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { enumOf, UserError } from '@tovar/platform/graphql';
import { CHANNELS, type Channel, type NotificationType } from '../domain/notification-type.ts';
import type { MailSchedule } from '../domain/wishes.ts';
import { NotificationTypeEnum } from './notification.types.ts';

const ChannelEnum = enumOf('NotificationChannel', CHANNELS, 'A way to a person: their inbox in the shop, or mail.');
const FrequencyEnum = enumOf(
  'MailFrequency',
  ['AT_ONCE', 'DAILY'],
  'Mail for each notification, or one a day for all. What protects the account always comes at once.',
);

@ObjectType({ description: 'Whether somebody hears of a type by a channel.' })
export class NotificationPreference {
  @Field(() => NotificationTypeEnum, { description: 'Of what.' })
  type: NotificationType;

  @Field(() => ChannelEnum, { description: 'By which way.' })
  channel: Channel;

  @Field({ description: 'Whether they do.' })
  isOn: boolean;

  @Field({ description: 'False for what protects the account.' })
  canBeTurnedOff: boolean;
}

@ObjectType({ description: 'When somebody wants their mail.' })
export class NotificationMailSchedule {
  @Field(() => FrequencyEnum, { description: 'At once, or once a day.' })
  frequency: MailSchedule['frequency'];

  @Field(() => Int, { description: 'The hour of the daily mail, 0 to 23, by the clocks of the time zone.' })
  hour: number;

  @Field({ description: 'A name of the IANA time zone database.' })
  timeZone: string;
}

@ObjectType({ description: 'What somebody wants to hear of, and how.' })
export class NotificationSettings {
  @Field(() => [NotificationPreference], { description: 'An entry for each type and channel.' })
  preferences: NotificationPreference[];

  @Field(() => NotificationMailSchedule, { description: 'When mail is sent.' })
  schedule: NotificationMailSchedule;
}

@InputType({ description: 'A choice.' })
export class NotificationPreferenceInput {
  @Field(() => NotificationTypeEnum, { description: 'Of what.' })
  type: NotificationType;

  @Field(() => ChannelEnum, { description: 'By which way.' })
  channel: Channel;

  @Field({ description: 'Whether to tell the caller.' })
  isOn: boolean;
}

@InputType({ description: 'When to mail. What is not named stays.' })
export class NotificationMailScheduleInput {
  @Field(() => FrequencyEnum, { nullable: true, description: 'At once, or once a day.' })
  frequency?: MailSchedule['frequency'] | null;

  @Field(() => Int, { nullable: true, description: '0 to 23.' })
  hour?: number | null;

  @Field(() => String, { nullable: true, description: 'A name of the IANA time zone database.' })
  timeZone?: string | null;
}

@InputType({ description: 'What the caller wants otherwise. What is not named stays.' })
export class ChangeNotificationSettingsInput {
  @Field(() => [NotificationPreferenceInput], { nullable: true, description: 'Each type and channel once.' })
  preferences?: NotificationPreferenceInput[] | null;

  @Field(() => NotificationMailScheduleInput, { nullable: true, description: 'When to mail.' })
  schedule?: NotificationMailScheduleInput | null;
}

@ObjectType({ description: 'The settings as they are now, or why they did not change.' })
export class ChangeNotificationSettingsPayload {
  @Field(() => NotificationSettings, { nullable: true, description: 'As they are now; null when they were refused.' })
  settings?: NotificationSettings;

  @Field(() => [UserError], { description: 'NOTIFICATION_REQUIRED, UNKNOWN_TIME_ZONE.' })
  errors: UserError[];
}
