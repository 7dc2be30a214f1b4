import type { Pool, QueryConfig, QueryResultRow } from 'pg';
import { currentRequest } from '../http/request-context.ts';
import { DurableKeyValueStore, type Expiry, type VersionedValue } from './key-value-store.ts';

const EXPIRES = `now() + $%::double precision * interval '1 millisecond'`;
const expires = (place: number): string => EXPIRES.replace('%', String(place));
const LIVE = '(expires_at IS NULL OR expires_at > now())';

/** In PostgreSQL: what must survive a restart of the all-in-one. Every operation is one statement. */
export class PostgresKeyValueStore extends DurableKeyValueStore {
  constructor(private readonly pool: Pool) {
    super();
  }

  async get<Value>(namespace: string, key: string): Promise<VersionedValue<Value> | undefined> {
    const { rows } = await this.query<{ value: Value; version: string }>({
      name: 'key-value.get',
      text: `SELECT value, version FROM platform.key_value WHERE namespace = $1 AND key = $2 AND ${LIVE}`,
      values: [namespace, key],
    });
    return rows[0] && { value: rows[0].value, version: Number(rows[0].version) };
  }

  async set(namespace: string, key: string, value: unknown, { ttlMs }: Expiry = {}): Promise<number> {
    const { rows } = await this.query<{ version: string }>({
      name: 'key-value.set',
      text: `INSERT INTO platform.key_value AS kv (namespace, key, value, version, expires_at) VALUES ($1, $2, $3, 1, ${expires(4)})
             ON CONFLICT (namespace, key) DO UPDATE
                SET value = excluded.value, expires_at = excluded.expires_at,
                    version = CASE WHEN kv.expires_at <= now() THEN 1 ELSE kv.version + 1 END
             RETURNING version`,
      values: [namespace, key, JSON.stringify(value), ttlMs ?? null],
    });
    return Number(rows[0]?.version);
  }

  async compareAndSet(
    namespace: string,
    key: string,
    expectedVersion: number,
    value: unknown,
    { ttlMs }: Expiry = {},
  ): Promise<number | undefined> {
    const text = expectedVersion === 0 ? INSERT_IF_ABSENT : UPDATE_IF_VERSION;
    const { rows } = await this.query<{ version: string }>({
      name: expectedVersion === 0 ? 'key-value.insert' : 'key-value.update',
      text,
      values: [
        namespace,
        key,
        JSON.stringify(value),
        ttlMs ?? null,
        ...(expectedVersion === 0 ? [] : [expectedVersion]),
      ],
    });
    return rows[0] && Number(rows[0].version);
  }

  async delete(namespace: string, key: string): Promise<void> {
    await this.query({
      name: 'key-value.delete',
      text: 'DELETE FROM platform.key_value WHERE namespace = $1 AND key = $2',
      values: [namespace, key],
    });
  }

  async increment(namespace: string, key: string, by: number, { ttlMs }: Expiry = {}): Promise<number> {
    const { rows } = await this.query<{ value: number }>({
      name: 'key-value.increment',
      text: `INSERT INTO platform.key_value AS kv (namespace, key, value, version, expires_at)
             VALUES ($1, $2, to_jsonb($3::bigint), 1, ${expires(4)})
             ON CONFLICT (namespace, key) DO UPDATE
                SET value = CASE WHEN kv.expires_at <= now() THEN excluded.value
                                 ELSE to_jsonb((kv.value)::bigint + $3::bigint) END,
                    expires_at = CASE WHEN kv.expires_at <= now() THEN excluded.expires_at ELSE kv.expires_at END,
                    version = kv.version + 1
             RETURNING value`,
      values: [namespace, key, by, ttlMs ?? null],
    });
    return Number(rows[0]?.value);
  }

  /** Removes what has expired; called now and then, reads already ignore it. */
  async sweep(): Promise<void> {
    await this.query({ text: 'DELETE FROM platform.key_value WHERE expires_at <= now()' });
  }

  /** Counts as spent by the request being answered, like any other statement. */
  private query<Row extends QueryResultRow>(statement: QueryConfig): Promise<{ rows: Row[] }> {
    const request = currentRequest();
    if (request) request.statements += 1;
    return this.pool.query<Row>(statement);
  }
}

const INSERT_IF_ABSENT = `
  INSERT INTO platform.key_value AS kv (namespace, key, value, version, expires_at) VALUES ($1, $2, $3, 1, ${expires(4)})
  ON CONFLICT (namespace, key) DO UPDATE SET value = excluded.value, version = 1, expires_at = excluded.expires_at
   WHERE kv.expires_at <= now()
  RETURNING version`;

const UPDATE_IF_VERSION = `
  UPDATE platform.key_value SET value = $3, version = version + 1, expires_at = ${expires(4)}
   WHERE namespace = $1 AND key = $2 AND version = $5 AND ${LIVE}
  RETURNING version`;
