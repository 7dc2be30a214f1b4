import { Injectable } from '@nestjs/common';
import { PrismaDatabase } from '@tovar/platform';
import { z } from 'zod';
import { isTimeZone } from '../domain/digest-time.ts';
import { canBeTurnedOff, CHANNELS, NOTIFICATION_TYPES } from '../domain/notification-type.ts';
import { NotificationRequired, UnknownTimeZone } from '../domain/notifications.errors.ts';
import { MAIL_AT_ONCE } from '../domain/wishes.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';

const LONGEST_TIME_ZONE = 64;

export const settingsChanges = z.strictObject({
  preferences: z
    .array(z.strictObject({ type: z.enum(NOTIFICATION_TYPES), channel: z.enum(CHANNELS), isOn: z.boolean() }))
    .max(NOTIFICATION_TYPES.length * CHANNELS.length)
    .refine(
      (all) => new Set(all.map(({ type, channel }) => `${type}/${channel}`)).size === all.length,
      'A type and channel is there twice.',
    )
    .nullish(),
  schedule: z
    .strictObject({
      frequency: z.enum(['AT_ONCE', 'DAILY']).nullish(),
      hour: z.int().min(0).max(23).nullish(),
      timeZone: z.string().max(LONGEST_TIME_ZONE).nullish().meta({ example: 'Europe/Moscow' }),
    })
    .nullish(),
});
export type SettingsChanges = z.output<typeof settingsChanges>;

/** Notes what somebody wants to hear of, and how. What is not named stays. */
@Injectable()
export class ChangeSettings {
  constructor(private readonly database: PrismaDatabase<PrismaClient>) {}

  /** Throws `NotificationRequired` and `UnknownTimeZone`. */
  async execute(userId: string, { preferences, schedule }: SettingsChanges): Promise<void> {
    const forbidden = preferences?.find(({ type, isOn }) => !isOn && !canBeTurnedOff(type));
    if (forbidden) throw new NotificationRequired(forbidden.type);
    const { timeZone } = schedule ?? {};
    if (timeZone && !isTimeZone(timeZone)) throw new UnknownTimeZone(timeZone);
    await this.database.transaction(async () => {
      if (preferences && preferences.length > 0) await this.prefer(userId, preferences);
      if (schedule) await this.schedule(userId, schedule);
    });
  }

  private async prefer(userId: string, preferences: NonNullable<SettingsChanges['preferences']>): Promise<void> {
    await this.database.query(PREFER, [
      userId,
      preferences.map(({ type }) => type),
      preferences.map(({ channel }) => channel),
      preferences.map(({ isOn }) => isOn),
    ]);
  }

  private async schedule(userId: string, changes: NonNullable<SettingsChanges['schedule']>): Promise<void> {
    const named = Object.fromEntries(
      Object.entries(changes).filter(([, value]) => value !== undefined && value !== null),
    );
    await this.database.client.mailSchedule.upsert({
      where: { userId },
      update: named,
      create: { userId, ...MAIL_AT_ONCE, ...named },
    });
  }
}

const PREFER = `
  INSERT INTO preference (user_id, type, channel, is_on)
  SELECT $1, * FROM unnest($2::text[], $3::text[], $4::boolean[])
      ON CONFLICT (user_id, type, channel) DO UPDATE SET is_on = excluded.is_on`;
