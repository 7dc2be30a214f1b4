import { Injectable } from '@nestjs/common';
import { decodeCursor, type KeysetPage, pageSize, SqlDatabase, toPage } from '@tovar/platform';
import type { NotificationType } from '../domain/notification-type.ts';
import type { Particulars } from '../domain/particulars.ts';

/** A notification as it is stored: it is said in words when somebody reads it. */
export interface StoredNotification {
  readonly id: string;
  readonly type: NotificationType;
  readonly kind: string;
  readonly particulars: Particulars;
  readonly createdAt: Date;
  readonly readAt: Date | null;
}

export interface InboxQuestion {
  readonly userId: string;
  readonly first?: number | null;
  readonly after?: string | null;
  readonly isUnreadOnly?: boolean | null;
}

/** What somebody has been told in the shop. By hand and prepared: live updates ask again and again. */
@Injectable()
export class Inbox {
  constructor(private readonly database: SqlDatabase) {}

  /** The newest first. One statement. Throws `InvalidPageSize` and `InvalidCursor`. */
  async page({ userId, first, after, isUnreadOnly }: InboxQuestion): Promise<KeysetPage<StoredNotification>> {
    const size = pageSize(first);
    const [before] = after === undefined || after === null ? [null] : decodeCursor(after, 'uuid');
    const statement = isUnreadOnly ? UNREAD : ALL;
    const rows = await this.database.prepared<StoredNotification>(statement, [userId, before, size + 1]);
    return toPage(rows, size, cursorKeyOf);
  }

  /** How many somebody has not read. */
  async unreadCount(userId: string): Promise<number> {
    const [row] = await this.database.prepared<{ count: number }>(COUNT, [userId]);
    return row?.count ?? 0;
  }
}

export function cursorKeyOf({ id }: Pick<StoredNotification, 'id'>): readonly string[] {
  return [id];
}

const pageWhere = (condition: string): string =>
  `SELECT id, type, kind, particulars, created_at AS "createdAt", read_at AS "readAt" FROM notification
    WHERE recipient_id = $1 AND is_in_app ${condition} AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`;

const ALL = { name: 'inbox.all', text: pageWhere('') };
const UNREAD = { name: 'inbox.unread', text: pageWhere('AND read_at IS NULL') };
const COUNT = {
  name: 'inbox.count',
  text: 'SELECT count(*)::integer AS count FROM notification WHERE recipient_id = $1 AND is_in_app AND read_at IS NULL',
};
