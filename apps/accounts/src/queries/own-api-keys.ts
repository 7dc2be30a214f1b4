import { Injectable } from '@nestjs/common';
import { Database, decodeCursor, type KeysetPage, pageSize, toPage } from '@tovar/platform';
import type { ApiKey } from '../domain/api-key.ts';

export interface ApiKeysOf {
  readonly userId: string;
  readonly first?: number | null;
  readonly after?: string | null;
}

/** The keys of a user that could still be used, the newest first. */
@Injectable()
export class OwnApiKeys {
  constructor(private readonly database: Database) {}

  /** Throws `InvalidPageSize` and `InvalidCursor`. */
  async find({ userId, first, after }: ApiKeysOf): Promise<KeysetPage<ApiKey>> {
    const size = pageSize(first);
    const [id] = after === undefined || after === null ? [null] : decodeCursor(after, 'uuid');
    const rows = await this.database.prepared<ApiKey>(KEYS, [userId, new Date(), id, size + 1]);
    return toPage(rows, size, (key) => [key.id]);
  }
}

const KEYS = {
  name: 'own-api-keys.of-user',
  text: `SELECT id, name, prefix, scopes, created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt"
           FROM api_key
          WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > $2 AND ($3::uuid IS NULL OR id < $3)
          ORDER BY id DESC LIMIT $4`,
};
