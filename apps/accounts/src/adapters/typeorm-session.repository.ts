import { Injectable } from '@nestjs/common';
import { Database, Outbox, SESSION_REVOKED } from '@tovar/platform';
import { LONGEST_IDLE_MS, type PresentedToken } from '../domain/session.ts';
import { SessionRepository, type EndedSessions, type NewSession } from '../domain/session.repository.ts';
import { RefreshTokenEntity, SessionEntity } from './session.entity.ts';
import { ACCESS_COLUMNS, type AccessRow, toAccess } from './user-access.ts';

/** How long a session is kept after its end: long enough to ask what happened. */
const KEPT_DAYS = 30;

@Injectable()
export class TypeOrmSessionRepository extends SessionRepository {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  async start({ isKnownDevice, ...session }: NewSession, tokenHash: Buffer): Promise<void> {
    const { id, userId, startedAt } = session;
    await this.database.transaction(async () => {
      await this.database.prepared(FORGET_OLD, [userId, startedAt, LONGEST_IDLE_MS, KEPT_DAYS]);
      await this.database.repository(SessionEntity).insert(session);
      await this.database
        .repository(RefreshTokenEntity)
        .insert({ hash: tokenHash, sessionId: id, issuedAt: startedAt });
      const event = { type: 'session.started.v1', subject: id, data: { sessionId: id, userId, isKnownDevice } };
      await this.outbox.add({ events: [event] }, this.database);
    });
  }

  async findByToken(tokenHash: Buffer): Promise<PresentedToken | undefined> {
    const [row] = await this.database.prepared<PresentedRow>(BY_TOKEN, [tokenHash]);
    return row && toPresentedToken(row);
  }

  async rotate(
    sessionId: string,
    { used, successor, at }: { used: Buffer; successor: Buffer; at: Date },
  ): Promise<void> {
    await this.database.prepared(ROTATE, [sessionId, used, successor, at]);
  }

  async end({ userId, sessionId, sparedSessionId, reason, at }: EndedSessions): Promise<readonly string[]> {
    return this.database.transaction(async () => {
      const values = [userId, sessionId ?? null, reason, at, sparedSessionId ?? null];
      const rows = await this.database.prepared<{ id: string }>(END, values);
      const events = rows.map(({ id }) => ({
        type: SESSION_REVOKED,
        subject: id,
        data: { sessionId: id, userId, reason },
      }));
      await this.outbox.add({ events }, this.database);
      return rows.map(({ id }) => id);
    });
  }
}

interface PresentedRow extends AccessRow {
  readonly id: string;
  readonly started_at: Date;
  readonly last_used_at: Date;
  readonly ends_at: Date;
  readonly ended_at: Date | null;
  readonly rotated_at: Date | null;
}

// Both rows are locked: who waits for the lock must then see what the one before did to the token.
const BY_TOKEN = {
  name: 'session.by-token',
  text: `SELECT s.id, s.started_at, s.last_used_at, s.ends_at, s.ended_at, t.rotated_at, ${ACCESS_COLUMNS}
           FROM refresh_token t JOIN session s ON s.id = t.session_id JOIN user_account u ON u.id = s.user_id
          WHERE t.hash = $1 FOR UPDATE OF t, s`,
};
const ROTATE = {
  name: 'session.rotate',
  text: `WITH used AS (UPDATE refresh_token SET rotated_at = $4 WHERE hash = $2 AND session_id = $1 RETURNING session_id),
              touched AS (UPDATE session SET last_used_at = $4 WHERE id IN (SELECT session_id FROM used))
         INSERT INTO refresh_token (hash, session_id, issued_at) SELECT $3, session_id, $4 FROM used`,
};
const END = {
  name: 'session.end',
  text: `UPDATE session SET ended_at = $4, end_reason = $3
          WHERE user_id = $1 AND ($2::uuid IS NULL OR id = $2) AND id IS DISTINCT FROM $5::uuid AND ended_at IS NULL
          RETURNING id`,
};
const FORGET_OLD = {
  name: 'session.forget-old',
  text: `DELETE FROM session
          WHERE user_id = $1
            AND LEAST(ended_at, ends_at, last_used_at + make_interval(secs => $3::double precision / 1000))
                < $2::timestamptz - make_interval(days => $4)`,
};

function toPresentedToken(row: PresentedRow): PresentedToken {
  const session = {
    id: row.id,
    userId: row.user_id,
    startedAt: row.started_at,
    lastUsedAt: row.last_used_at,
    endsAt: row.ends_at,
    endedAt: row.ended_at ?? undefined,
  };
  return { session, access: toAccess(row), rotatedAt: row.rotated_at ?? undefined };
}
