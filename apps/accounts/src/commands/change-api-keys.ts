import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, LoginRequired, NotFound, Outbox, SESSION_REVOKED } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import { type ApiKey, expiryOf, hashOfKey, keyOf, MOST_KEYS, prefixOf, TooManyApiKeys } from '../domain/api-key.ts';
import { BeyondOwnScopes } from '../domain/delegation.ts';
import { SecurityLog } from '../domain/security-log.ts';
import type { Actor } from './access-change.ts';

export interface NewApiKey {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly expiresInDays: number;
}

/** Keys for integrations that act for a user without being one. A key makes and ends no keys: `LoginRequired`. */
@Injectable()
export class ChangeApiKeys {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly securityLog: SecurityLog,
  ) {}

  /** `secret` is the key, told now and never again. Throws `BeyondOwnScopes` and `TooManyApiKeys`. */
  async create(
    { name, scopes, expiresInDays }: NewApiKey,
    { identity, client }: Actor,
  ): Promise<{ apiKey: ApiKey; secret: string }> {
    if (identity.isApiKey) throw new LoginRequired();
    const own = new Set([...identity.scopes, ...(identity.conditionalGrants ?? []).map(({ scope }) => scope)]);
    const beyond = scopes.filter((scope) => !own.has(scope));
    if (beyond.length > 0) throw new BeyondOwnScopes(beyond);
    const secret = keyOf(randomBytes(32));
    const now = new Date();
    const expiresAt = expiryOf(expiresInDays, now);
    const apiKey = {
      id: uuidv7(),
      name,
      prefix: prefixOf(secret),
      scopes: [...new Set(scopes)],
      createdAt: now,
      expiresAt,
    };
    const { userId, sessionId } = identity;
    const values = [
      apiKey.id,
      userId,
      hashOfKey(secret),
      apiKey.prefix,
      name,
      apiKey.scopes,
      now,
      expiresAt,
      MOST_KEYS,
    ];
    await this.database.transaction(async () => {
      await this.database.prepared(LOCK, [userId]);
      const added = await this.database.prepared(ADD, values);
      if (added.length === 0) throw new TooManyApiKeys();
      const details = { keyId: apiKey.id, scopes: apiKey.scopes };
      await this.securityLog.add({ kind: 'api-key-created', actorId: userId, sessionId, client, details });
    });
    return { apiKey: { ...apiKey, lastUsedAt: null }, secret };
  }

  /** Every service refuses its tokens from then on. Throws `NotFound` for a revoked one, and for somebody else's. */
  async revoke(keyId: string, { identity, client }: Actor): Promise<void> {
    if (identity.isApiKey) throw new LoginRequired();
    const { userId, sessionId } = identity;
    await this.database.transaction(async () => {
      const revoked = await this.database.prepared(REVOKE, [keyId, userId, new Date()]);
      if (revoked.length === 0) throw new NotFound('The API key');
      const data = { sessionId: keyId, userId, reason: 'api-key-revoked' };
      await this.outbox.add({ events: [{ type: SESSION_REVOKED, subject: keyId, data }] }, this.database);
      await this.securityLog.add({ kind: 'api-key-revoked', actorId: userId, sessionId, client, details: { keyId } });
    });
  }
}

const LOCK = { name: 'api-keys.lock', text: 'SELECT FROM user_account WHERE id = $1 FOR UPDATE' };
const ADD = {
  name: 'api-keys.add',
  text: `INSERT INTO api_key (id, user_id, hash, prefix, name, scopes, created_at, expires_at)
         SELECT $1, $2, $3, $4, $5, $6, $7, $8
          WHERE (SELECT count(*) FROM api_key WHERE user_id = $2 AND revoked_at IS NULL AND expires_at > $7) < $9
         RETURNING id`,
};
const REVOKE = {
  name: 'api-keys.revoke',
  text: `UPDATE api_key SET revoked_at = $3 WHERE id = $1 AND user_id = $2 AND revoked_at IS NULL RETURNING id`,
};
