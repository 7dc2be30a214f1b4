import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentIdentity, type Identity, RequiresScopes, toOpenApi } from '@tovar/platform';
import { z } from 'zod';
import { ChangeSettings, settingsChanges, type SettingsChanges } from '../commands/change-settings.ts';
import { CHANNELS, NOTIFICATION_TYPES } from '../domain/notification-type.ts';
import type { Settings } from '../domain/settings.ts';
import { SettingsDetails } from '../queries/settings-details.ts';

const settingsView = z.object({
  preferences: z.array(
    z.object({
      type: z.enum(NOTIFICATION_TYPES),
      channel: z.enum(CHANNELS),
      isOn: z.boolean(),
      canBeTurnedOff: z.boolean(),
    }),
  ),
  schedule: z.object({ frequency: z.enum(['AT_ONCE', 'DAILY']), hour: z.int(), timeZone: z.string() }),
});

@ApiTags('Notifications')
@ApiBearerAuth()
@Controller('api/v1/notification-settings')
export class SettingsController {
  constructor(
    private readonly details: SettingsDetails,
    private readonly change: ChangeSettings,
  ) {}

  @RequiresScopes('notifications:read:own')
  @Get()
  @ApiOperation({ summary: 'What the caller hears of, and how.' })
  @ApiResponse({ status: 200, description: 'An entry for each type and channel.', schema: toOpenApi(settingsView) })
  get(@CurrentIdentity() { userId }: Identity): Promise<Settings> {
    return this.details.of(userId);
  }

  @RequiresScopes('notifications:write:own')
  @Patch()
  @ApiOperation({ summary: 'Says what the caller wants to hear of, and how. What the body does not name stays.' })
  @ApiResponse({ status: 200, description: 'As they are now.', schema: toOpenApi(settingsView) })
  @ApiResponse({ status: 422, description: 'NOTIFICATION_REQUIRED, UNKNOWN_TIME_ZONE.' })
  async edit(
    @Body({ schema: settingsChanges }) changes: SettingsChanges,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<Settings> {
    await this.change.execute(userId, changes);
    return this.details.of(userId);
  }
}
