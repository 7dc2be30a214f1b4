import { Injectable } from '@nestjs/common';
import { Database, decodeCursor, type KeysetPage, pageSize, toPage } from '@tovar/platform';
import type { SecurityEventKind } from '../domain/security-log.ts';

/** Something that happened to an account, as it was written down. */
export interface AuditEntry {
  readonly id: string;
  readonly at: Date;
  readonly kind: SecurityEventKind;
  /** Who did it, or whose account was tried; null when nobody is known. */
  readonly actorId: string | null;
  /** To whom, if to somebody else. */
  readonly subjectId: string | null;
  readonly sessionId: string | null;
  /** A network, not an address. */
  readonly ipPrefix: string | null;
  readonly requestId: string | null;
  readonly details: Readonly<Record<string, unknown>> | null;
}

export interface AuditFilter {
  readonly kind?: SecurityEventKind | null;
  /** Who did it, or to whom it was done. */
  readonly userId?: string | null;
  /** Not before. */
  readonly from?: Date | null;
  /** Before. */
  readonly to?: Date | null;
}

export interface AuditPage extends AuditFilter {
  readonly first?: number | null;
  readonly after?: string | null;
}

/** What happened to accounts, the newest first; conditions narrow each other. */
@Injectable()
export class AuditTrail {
  constructor(private readonly database: Database) {}

  /** Throws `InvalidPageSize` and `InvalidCursor`. */
  async find({ first, after, kind, userId, from, to }: AuditPage): Promise<KeysetPage<AuditEntry>> {
    const size = pageSize(first);
    const behind = after === undefined || after === null ? LAST_ID : decodeCursor(after, 'uuid')[0];
    const newest = to ? firstIdAt(to.getTime() + CLOCKS_DIFFER_MS) : LAST_ID;
    const oldest = from ? firstIdAt(from.getTime() - CLOCKS_DIFFER_MS) : FIRST_ID;
    const range = [behind < newest ? behind : newest, oldest, from ?? '-infinity', to ?? 'infinity', size + 1];
    const rows = userId ? this.ofUser([...range, userId, kind ?? null]) : this.ofAll(range, kind);
    return toPage(await rows, size, ({ id }) => [id]);
  }

  private ofUser(values: unknown[]): Promise<AuditEntry[]> {
    return this.database.prepared<AuditEntry>(OF_USER, values);
  }

  private ofAll(range: unknown[], kind?: SecurityEventKind | null): Promise<AuditEntry[]> {
    return kind
      ? this.database.prepared<AuditEntry>(OF_KIND, [...range, kind])
      : this.database.prepared<AuditEntry>(OF_ALL, range);
  }
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
/** Ids are of the service's clock, the moments of the database's: ids only say where to look. */
const CLOCKS_DIFFER_MS = 60_000;

/** The smallest UUIDv7 of a millisecond. */
function firstIdAt(ms: number): string {
  const time = Math.max(0, ms).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

const COLUMNS = `id, at, kind, actor_id AS "actorId", subject_id AS "subjectId", session_id AS "sessionId",
                 ip_prefix AS "ipPrefix", request_id AS "requestId", details`;
const IN_RANGE = 'id < $1 AND id >= $2 AND at >= $3 AND at < $4';
const PAGE = 'ORDER BY id DESC LIMIT $5';

const OF_ALL = {
  name: 'audit-trail.of-all',
  text: `SELECT ${COLUMNS} FROM security_event WHERE ${IN_RANGE} ${PAGE}`,
};
const OF_KIND = {
  name: 'audit-trail.of-kind',
  text: `SELECT ${COLUMNS} FROM security_event WHERE kind = $6 AND ${IN_RANGE} ${PAGE}`,
};
// Each half has an index of its own and reads no more than a page.
const OF_USER = {
  name: 'audit-trail.of-user',
  text: `SELECT ${COLUMNS} FROM (
           (SELECT * FROM security_event
             WHERE actor_id = $6 AND ($7::text IS NULL OR kind = $7) AND ${IN_RANGE} ${PAGE})
           UNION ALL
           (SELECT * FROM security_event
             WHERE subject_id = $6 AND actor_id IS DISTINCT FROM $6 AND ($7::text IS NULL OR kind = $7)
               AND ${IN_RANGE} ${PAGE})) AS either
          ${PAGE}`,
};
