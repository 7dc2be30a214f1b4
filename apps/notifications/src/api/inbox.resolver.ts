import { Args, Int, Mutation, Parent, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { CurrentIdentity, currentRequest, type Identity, RequiresScopes } from '@tovar/platform';
import { Parsed } from '@tovar/platform/graphql';
import { MarkRead, readNotifications, type ReadNotifications, readUpTo, type ReadUpTo } from '../commands/mark-read.ts';
import { LiveUpdatesElsewhere } from '../domain/notifications.errors.ts';
import type { Locale } from '../domain/particulars.ts';
import { Inbox } from '../queries/inbox.ts';
import { InboxArgs, LiveInboxArgs } from './notification.args.ts';
import {
  LocaleEnum,
  MarkAllNotificationsReadInput,
  MarkNotificationsReadInput,
  MarkNotificationsReadPayload,
  NotificationConnection,
  NotificationObject,
  toNotificationConnection,
} from './notification.types.ts';
import { toldIn } from './notification.view.ts';

/** What somebody has been told. Nobody reads or marks anybody else's. */
@Resolver(() => NotificationConnection)
export class InboxResolver {
  constructor(
    private readonly inbox: Inbox,
    private readonly read: MarkRead,
  ) {}

  @RequiresScopes('notifications:read:own')
  @Query(() => NotificationConnection, { description: 'What the caller has been told, the newest first.' })
  async notifications(
    @Args() { first, after, isUnreadOnly }: InboxArgs,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<NotificationConnection> {
    return toNotificationConnection(await this.inbox.page({ userId, first, after, isUnreadOnly }));
  }

  @RequiresScopes('notifications:read:own')
  @Subscription(() => NotificationConnection, {
    description: 'The list now, and again whenever something comes or is read. Served by the gateway.',
    resolve: () => liveUpdatesElsewhere(),
  })
  inboxUpdated(@Args() _inbox: LiveInboxArgs): never {
    return liveUpdatesElsewhere();
  }

  @ResolveField(() => Int, { description: 'How many of all there are the caller has not read.' })
  unreadCount(): Promise<number> {
    return this.inbox.unreadCount(currentRequest()?.identity?.userId ?? '');
  }

  @RequiresScopes('notifications:write:own')
  @Mutation(() => MarkNotificationsReadPayload, { description: 'Notes that the caller has read these.' })
  async markNotificationsRead(
    @Args('input', { type: () => MarkNotificationsReadInput }, new Parsed(readNotifications)) {
      ids,
    }: ReadNotifications,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<MarkNotificationsReadPayload> {
    await this.read.some(userId, ids);
    return { unreadCount: await this.inbox.unreadCount(userId), errors: [] };
  }

  @RequiresScopes('notifications:write:own')
  @Mutation(() => MarkNotificationsReadPayload, { description: 'Notes that the caller has read all of theirs.' })
  async markAllNotificationsRead(
    @Args('input', { type: () => MarkAllNotificationsReadInput }, new Parsed(readUpTo)) { upToId }: ReadUpTo,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<MarkNotificationsReadPayload> {
    await this.read.all(userId, upToId);
    return { unreadCount: await this.inbox.unreadCount(userId), errors: [] };
  }
}

/** A notification in words. */
@Resolver(() => NotificationObject)
export class NotificationWordsResolver {
  @ResolveField(() => String, { description: 'In a few words.' })
  title(
    @Parent() notification: NotificationObject,
    @Args('locale', { type: () => LocaleEnum, nullable: true, description: 'In this language; EN unless given.' })
    locale?: Locale | null,
  ): string {
    return toldIn(notification, locale ?? 'EN').title;
  }

  @ResolveField(() => String, { description: 'In one or two sentences.' })
  text(
    @Parent() notification: NotificationObject,
    @Args('locale', { type: () => LocaleEnum, nullable: true, description: 'In this language; EN unless given.' })
    locale?: Locale | null,
  ): string {
    return toldIn(notification, locale ?? 'EN').text;
  }

  @ResolveField(() => String, { description: "The storefront's page about it, for example /orders/0190…" })
  path(@Parent() notification: NotificationObject): string {
    return toldIn(notification, 'EN').path;
  }
}

function liveUpdatesElsewhere(): never {
  throw new LiveUpdatesElsewhere();
}
