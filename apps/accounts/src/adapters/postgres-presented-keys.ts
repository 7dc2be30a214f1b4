import { Injectable } from '@nestjs/common';
import { Database } from '@tovar/platform';
import { type PresentedKey, PresentedKeys } from '../domain/presented-keys.ts';
import { ACCESS_COLUMNS, type AccessRow, toAccess } from './user-access.ts';

@Injectable()
export class PostgresPresentedKeys extends PresentedKeys {
  constructor(private readonly database: Database) {
    super();
  }

  async use(hash: Buffer, at: Date): Promise<PresentedKey | undefined> {
    const [row] = await this.database.prepared<KeyRow>(USE, [hash, at]);
    return row && { id: row.key_id, scopes: row.key_scopes, expiresAt: row.expires_at, access: toAccess(row) };
  }
}

interface KeyRow extends AccessRow {
  readonly key_id: string;
  readonly key_scopes: readonly string[];
  readonly expires_at: Date;
}

// A key in use is exchanged every few minutes, so noting each exchange is cheap and precise enough.
const USE = {
  name: 'presented-keys.use',
  text: `WITH used AS (UPDATE api_key SET last_used_at = $2
                        WHERE hash = $1 AND revoked_at IS NULL AND expires_at > $2
                        RETURNING id, user_id, scopes, expires_at)
         SELECT k.id AS key_id, k.scopes AS key_scopes, k.expires_at, ${ACCESS_COLUMNS}
           FROM used k JOIN user_account u ON u.id = k.user_id`,
};
