import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { encodeCursor, type KeysetPage } from '@tovar/platform';
import { DateTimeScalar, enumOf, PageInfo, UserError } from '@tovar/platform/graphql';
import { NOTIFICATION_TYPES, type NotificationType } from '../domain/notification-type.ts';
import { LOCALES, type Particulars } from '../domain/particulars.ts';
import { cursorKeyOf, type StoredNotification } from '../queries/inbox.ts';

export const LocaleEnum = enumOf('Locale', LOCALES, 'A language of the shop.');
export const NotificationTypeEnum = enumOf(
  'NotificationType',
  NOTIFICATION_TYPES,
  'What people choose by: each type they can have in the shop, by mail, by both or not at all.',
);

@ObjectType('Notification', { description: 'Something that somebody was told, in the language that they ask for.' })
export class NotificationObject {
  @Field(() => ID, { description: 'UUIDv7.' })
  id: string;

  @Field(() => NotificationTypeEnum, { description: 'By what people choose whether they are told.' })
  type: NotificationType;

  @Field({ description: 'What exactly happened, for example "order-paid".' })
  kind: string;

  @Field(() => DateTimeScalar, { description: 'When it was told.' })
  createdAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was read; null until then.' })
  readAt: Date | null;

  /** What its words are made of. */
  particulars: Particulars;
}

@ObjectType({ description: 'A notification in its list.' })
export class NotificationEdge {
  @Field({ description: 'Pass it as "after" to go on behind it.' })
  cursor: string;

  @Field(() => NotificationObject, { description: 'The notification.' })
  node: NotificationObject;
}

@ObjectType({ description: 'Notifications, the newest first.' })
export class NotificationConnection {
  @Field(() => [NotificationEdge], { description: 'In order.' })
  edges: NotificationEdge[];

  @Field(() => PageInfo, { description: 'Whether there are more.' })
  pageInfo: PageInfo;
}

@InputType({ description: 'What the caller has read.' })
export class MarkNotificationsReadInput {
  @Field(() => [ID], { description: 'At most 100.' })
  ids: string[];
}

@InputType({ description: 'What the caller has seen of all there is.' })
export class MarkAllNotificationsReadInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The newest one that they saw: what came later stays unread. Without it all are read.',
  })
  upToId?: string | null;
}

@ObjectType({ description: 'What is left to read.' })
export class MarkNotificationsReadPayload {
  @Field(() => Int, { description: 'How many the caller has not read.' })
  unreadCount: number;

  @Field(() => [UserError], { description: 'None so far.' })
  errors: UserError[];
}

export function toNotificationConnection(page: KeysetPage<StoredNotification>): NotificationConnection {
  const edges = page.items.map((node) => ({ node, cursor: encodeCursor(cursorKeyOf(node)) }));
  return { edges, pageInfo: { hasNextPage: page.hasNext, endCursor: page.endCursor } };
}
