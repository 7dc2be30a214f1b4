import { id, moment } from '@tovar/contracts';
import { z } from 'zod';
import { tell, type Told } from '../domain/fill.ts';
import { kindNamed } from '../domain/kinds/index.ts';
import { NOTIFICATION_TYPES } from '../domain/notification-type.ts';
import type { Locale } from '../domain/particulars.ts';
import type { StoredNotification } from '../queries/inbox.ts';

/** A notification as REST shows it. */
export const notificationView = z.object({
  id,
  type: z.enum(NOTIFICATION_TYPES),
  kind: z.string(),
  title: z.string(),
  text: z.string(),
  path: z.string(),
  createdAt: moment,
  readAt: moment.nullable(),
});
export type NotificationView = z.output<typeof notificationView>;

export function toNotificationView(notification: StoredNotification, locale: Locale): NotificationView {
  const { id: notificationId, type, kind, createdAt, readAt } = notification;
  return {
    id: notificationId,
    type,
    kind,
    ...toldIn(notification, locale),
    createdAt: createdAt.toISOString(),
    readAt: readAt?.toISOString() ?? null,
  };
}

/** What a kind that has been given up since has said is forgotten with it. */
export function toldIn(
  { kind: name, particulars }: Pick<StoredNotification, 'kind' | 'particulars'>,
  locale: Locale,
): Told {
  const kind = kindNamed(name);
  return kind ? tell(kind, particulars, locale) : { title: name, text: '', path: '/' };
}
