import { Injectable } from '@nestjs/common';
import { id } from '@tovar/contracts';
import { Outbox, SqlDatabase } from '@tovar/platform';
import { z } from 'zod';

const MOST_AT_ONCE = 100;

export const readNotifications = z.strictObject({ ids: z.array(id).min(1).max(MOST_AT_ONCE) });
export type ReadNotifications = z.output<typeof readNotifications>;

export const readUpTo = z.strictObject({ upToId: id.nullish() });
export type ReadUpTo = z.output<typeof readUpTo>;

/** Notes what somebody has read. Others' notifications, and what was read before, stay as they are. */
@Injectable()
export class MarkRead {
  constructor(
    private readonly database: SqlDatabase,
    private readonly outbox: Outbox,
  ) {}

  /** These. */
  some(userId: string, notificationIds: readonly string[]): Promise<void> {
    return this.mark(userId, SOME, [userId, notificationIds]);
  }

  /** All up to one of them, or all there are: what came meanwhile stays unread where the reader names the newest they saw. */
  all(userId: string, upToId?: string | null): Promise<void> {
    return this.mark(userId, ALL, [userId, upToId ?? null]);
  }

  private mark(userId: string, statement: typeof SOME, values: readonly unknown[]): Promise<void> {
    return this.database.transaction(async () => {
      const marked = await this.database.prepared(statement, values);
      if (marked.length === 0) return;
      const event = { type: 'inbox.changed.v1', subject: userId, data: { userId } };
      await this.outbox.add({ events: [event] }, this.database);
    });
  }
}

const UNREAD = 'recipient_id = $1 AND is_in_app AND read_at IS NULL';
const SOME = {
  name: 'mark-read.some',
  text: `UPDATE notification SET read_at = statement_timestamp() WHERE ${UNREAD} AND id = ANY($2::uuid[]) RETURNING id`,
};
const ALL = {
  name: 'mark-read.all',
  text: `UPDATE notification SET read_at = statement_timestamp()
          WHERE ${UNREAD} AND ($2::uuid IS NULL OR id <= $2) RETURNING id`,
};
