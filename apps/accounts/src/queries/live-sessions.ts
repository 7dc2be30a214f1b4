import { Injectable } from '@nestjs/common';
import { Database, decodeCursor, InvalidCursor, type KeysetPage, pageSize, toPage } from '@tovar/platform';
import { validate as isUuid } from 'uuid';
import { LONGEST_IDLE_MS } from '../domain/session.ts';

/** A session as its owner sees it. */
export interface LiveSession {
  readonly id: string;
  readonly startedAt: Date;
  readonly lastUsedAt: Date;
  /** When it ends however much it is used. */
  readonly endsAt: Date;
  readonly userAgent: string | null;
  /** A network, not an address. */
  readonly ipPrefix: string | null;
  /** True for the session that asks. */
  readonly isCurrent: boolean;
}

export interface LiveSessionsOf {
  readonly userId: string;
  readonly currentId: string;
  readonly first?: number | null;
  readonly after?: string | null;
}

/** The sessions of a user that could still be continued, the newest first. */
@Injectable()
export class LiveSessions {
  constructor(private readonly database: Database) {}

  /** Throws `InvalidPageSize` and `InvalidCursor`. */
  async find({ userId, currentId, first, after }: LiveSessionsOf): Promise<KeysetPage<LiveSession>> {
    const size = pageSize(first);
    const idleSince = new Date(Date.now() - LONGEST_IDLE_MS);
    const values = [userId, currentId, new Date(), idleSince, after ? lastId(after) : null, size + 1];
    return toPage(await this.database.prepared<LiveSession>(SESSIONS, values), size, ({ id }) => [id]);
  }
}

// Ids are UUIDv7: their order is that of the sessions' starts.
const SESSIONS = {
  name: 'live-sessions.of-user',
  text: `SELECT id, started_at AS "startedAt", last_used_at AS "lastUsedAt", ends_at AS "endsAt",
                user_agent AS "userAgent", ip_prefix AS "ipPrefix", id = $2 AS "isCurrent"
           FROM session
          WHERE user_id = $1 AND ended_at IS NULL AND ends_at > $3 AND last_used_at > $4
            AND ($5::uuid IS NULL OR id < $5)
          ORDER BY id DESC LIMIT $6`,
};

function lastId(cursor: string): string {
  const [id] = decodeCursor(cursor, 'uuid');
  if (!isUuid(id)) throw new InvalidCursor();
  return id;
}
