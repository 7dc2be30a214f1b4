import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  CurrentIdentity,
  type Identity,
  pageOf,
  pageQuery,
  RequiresScopes,
  toOpenApi,
  toPageView,
} from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { MarkRead, readNotifications, type ReadNotifications, readUpTo, type ReadUpTo } from '../commands/mark-read.ts';
import { LOCALES } from '../domain/particulars.ts';
import { Inbox } from '../queries/inbox.ts';
import { notificationView, type NotificationView, toNotificationView } from './notification.view.ts';

const inboxQuery = pageQuery.extend({
  unread: z.enum(['true', 'false']).optional().meta({ description: 'True for those alone that have not been read.' }),
  locale: z.enum(LOCALES).optional().meta({ description: 'The language of their words; EN when it is left out.' }),
});
type InboxQuery = z.output<typeof inboxQuery>;

const unreadView = z.object({ unreadCount: z.int() });
type UnreadView = z.output<typeof unreadView>;

@ApiTags('Notifications')
@ApiBearerAuth()
@Controller('api/v1/notifications')
export class InboxController {
  constructor(
    private readonly inbox: Inbox,
    private readonly read: MarkRead,
  ) {}

  @RequiresScopes('notifications:read:own')
  @Get()
  @ApiOperation({ summary: 'What the caller has been told, the newest first.' })
  @ApiResponse({ status: 200, description: 'A page.', schema: toOpenApi(pageOf(notificationView)) })
  async list(
    @Query({ schema: inboxQuery }) { limit, cursor: after, unread, locale = 'EN' }: InboxQuery,
    @CurrentIdentity() { userId }: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ items: NotificationView[]; nextCursor: string | null }> {
    const first = limit === undefined ? undefined : Number(limit);
    const page = await this.inbox.page({ userId, first, after, isUnreadOnly: unread === 'true' });
    return toPageView(page, reply, (notification) => toNotificationView(notification, locale));
  }

  @RequiresScopes('notifications:read:own')
  @Get('unread-count')
  @ApiOperation({ summary: 'How many notifications the caller has not read.' })
  @ApiResponse({ status: 200, description: 'The number.', schema: toOpenApi(unreadView) })
  count(@CurrentIdentity() { userId }: Identity): Promise<UnreadView> {
    return this.unread(userId);
  }

  @RequiresScopes('notifications:write:own')
  @Post('read')
  @HttpCode(200)
  @ApiOperation({ summary: 'Notes that the caller has read these; at most 100.' })
  @ApiResponse({ status: 200, description: 'What is left to read.', schema: toOpenApi(unreadView) })
  async markSome(
    @Body({ schema: readNotifications }) { ids }: ReadNotifications,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<UnreadView> {
    await this.read.some(userId, ids);
    return this.unread(userId);
  }

  @RequiresScopes('notifications:write:own')
  @Post('read-all')
  @HttpCode(200)
  @ApiOperation({ summary: 'Notes that the caller has read all, or all up to the newest one that they saw.' })
  @ApiResponse({ status: 200, description: 'What is left to read.', schema: toOpenApi(unreadView) })
  async markAll(
    @Body({ schema: readUpTo }) { upToId }: ReadUpTo,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<UnreadView> {
    await this.read.all(userId, upToId);
    return this.unread(userId);
  }

  private async unread(userId: string): Promise<UnreadView> {
    return { unreadCount: await this.inbox.unreadCount(userId) };
  }
}
