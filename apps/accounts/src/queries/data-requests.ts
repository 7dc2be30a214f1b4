import { Injectable } from '@nestjs/common';
import { Database, decodeCursor, type KeysetPage, type PageQuestion, pageSize, toPage } from '@tovar/platform';
import type { DataRequest } from '../domain/data-request.ts';

/** What people asked about their data, and how far each service has come with it. */
@Injectable()
export class DataRequests {
  constructor(private readonly database: Database) {}

  async find(id: string): Promise<DataRequest | undefined> {
    return (await this.database.prepared<DataRequest>(BY_ID, [id]))[0];
  }

  /** The newest first, of one person or of all. Throws `InvalidPageSize` and `InvalidCursor`. */
  async page(userId: string | null, { first, after }: PageQuestion): Promise<KeysetPage<DataRequest>> {
    const size = pageSize(first);
    const [before] = after ? decodeCursor(after, 'uuid') : [null];
    const rows = await this.database.prepared<DataRequest>(PAGE, [userId, before, size + 1]);
    return toPage(rows, size, ({ id }) => [id]);
  }
}

const REQUESTS = `
  SELECT id, user_id AS "userId", kind, status, asked_by AS "askedBy", asked_at AS "askedAt", done_at AS "doneAt",
         ends_at AS "endsAt",
         (SELECT json_agg(json_build_object('service', service, 'isDone', is_done, 'waitsFor', waits_for) ORDER BY service)
            FROM data_request_part WHERE request_id = r.id) AS parts
    FROM data_request r`;
const BY_ID = { name: 'data-requests.by-id', text: `${REQUESTS} WHERE id = $1` };
const PAGE = {
  name: 'data-requests.page',
  text: `${REQUESTS} WHERE ($1::uuid IS NULL OR user_id = $1) AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
};
