import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CurrentIdentity, type Identity, RequiresScopes } from '@tovar/platform';
import { Parsed, refusalsAsData } from '@tovar/platform/graphql';
import { ChangeSettings, settingsChanges, type SettingsChanges } from '../commands/change-settings.ts';
import type { Settings } from '../domain/settings.ts';
import { SettingsDetails } from '../queries/settings-details.ts';
import {
  ChangeNotificationSettingsInput,
  ChangeNotificationSettingsPayload,
  NotificationSettings,
} from './settings.types.ts';

const REFUSALS = { NotificationRequired: 'PlainUserError', UnknownTimeZone: 'PlainUserError' };

@Resolver(() => NotificationSettings)
export class SettingsResolver {
  constructor(
    private readonly details: SettingsDetails,
    private readonly change: ChangeSettings,
  ) {}

  @RequiresScopes('notifications:read:own')
  @Query(() => NotificationSettings, { description: 'What the caller hears of, and how.' })
  async notificationSettings(@CurrentIdentity() { userId }: Identity): Promise<NotificationSettings> {
    return toSettings(await this.details.of(userId));
  }

  @RequiresScopes('notifications:write:own')
  @Mutation(() => ChangeNotificationSettingsPayload, { description: 'Says what the caller wants to hear of, and how.' })
  async changeNotificationSettings(
    @Args('input', { type: () => ChangeNotificationSettingsInput }, new Parsed(settingsChanges))
    changes: SettingsChanges,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<ChangeNotificationSettingsPayload> {
    const { errors } = await refusalsAsData(() => this.change.execute(userId, changes), REFUSALS);
    return errors.length > 0 ? { errors } : { settings: toSettings(await this.details.of(userId)), errors };
  }
}

function toSettings({ preferences, schedule }: Settings): NotificationSettings {
  return { preferences: [...preferences], schedule: { ...schedule } };
}
