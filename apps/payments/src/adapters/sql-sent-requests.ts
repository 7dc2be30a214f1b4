import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, purge } from '@tovar/platform';
import { KEY_KNOWN_MS, SentRequests } from '../domain/sent-requests.ts';

/** A digest is kept and nothing of the body: it may name the buyer. */
@Injectable()
export class SqlSentRequests extends SentRequests {
  constructor(private readonly database: Database) {
    super();
  }

  async maySend(key: string, body: object): Promise<boolean> {
    const digest = createHash('sha256').update(JSON.stringify(body)).digest();
    const [noted] = await this.database.query<{ isSame: boolean }>(NOTE, [key, digest, KEY_KNOWN_MS]);
    return noted?.isSame ?? false;
  }

  async purge(): Promise<void> {
    await purge(this.database, { table: 'sent_request', writtenAt: 'sent_at', keptMs: KEY_KNOWN_MS });
  }
}

const NOTE = `
  INSERT INTO sent_request AS sent (key, digest) VALUES ($1, $2)
  ON CONFLICT (key) DO UPDATE SET (digest, sent_at) = (
    SELECT CASE WHEN is_forgotten THEN EXCLUDED.digest ELSE sent.digest END,
           CASE WHEN is_forgotten OR sent.digest = EXCLUDED.digest THEN EXCLUDED.sent_at ELSE sent.sent_at END
      FROM (SELECT sent.sent_at < now() - $3::double precision * interval '1 millisecond' AS is_forgotten) AS age)
  RETURNING digest = $2 AS "isSame"`;
