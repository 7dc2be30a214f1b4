import { createHash } from 'node:crypto';
import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { SqlDatabase } from '../database/sql-database.ts';
import { failpoint } from '../failpoints/failpoint.ts';
import { purge } from '../database/purge.ts';
import { IdempotencyKeyInvalid, IdempotencyKeyReused, RequestInProgress } from './idempotency.errors.ts';

/** A call that may arrive more than once. */
export interface IdempotentCall {
  /** Who calls: the key is theirs, another caller's same key is another key. */
  readonly principal: string;
  readonly operation: string;
  /** 16 to 255 printable ASCII characters, chosen by the caller. */
  readonly key: string;
  /** What is asked; the same key with another payload is refused. */
  readonly payload: unknown;
}

export interface IdempotentResult<Result> {
  readonly result: Result;
  /** True when an earlier call did it; the API says so in `Idempotency-Replayed`. */
  readonly isReplay: boolean;
}

interface StoredRow {
  readonly request_hash: string;
  readonly result: unknown;
}

const KEPT_MS = 48 * 3_600_000;
const TIDIES_EVERY_MS = 3_600_000;
const KEY = /^[\x21-\x7e]{16,255}$/;

/**
 * The one mechanism by which a repeated call takes effect once: the result is stored in the effect's own transaction,
 * so there is an effect if and only if there is a result to replay. Failures store nothing.
 */
@Injectable()
export class Idempotency implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('Idempotency');
  private tidying?: NodeJS.Timeout;

  constructor(private readonly database: SqlDatabase) {}

  onModuleInit(): void {
    this.tidying = setInterval(() => void this.tidy(), TIDIES_EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.tidying);
  }

  /** The stored result of an earlier call with this key, if any; throws `IdempotencyKeyReused` for another payload. */
  async find<Result>(call: IdempotentCall): Promise<Result | undefined> {
    if (!KEY.test(call.key)) throw new IdempotencyKeyInvalid();
    const rows = await this.database.prepared<StoredRow>(FIND, [call.principal, call.operation, call.key]);
    return rows[0] && (replay(rows[0], call) as Result);
  }

  /**
   * Runs `effect` in a transaction and stores its result, or returns what an earlier call stored. A call that runs at
   * the same time is refused with `RequestInProgress`. The result must be JSON; an effect without one is replayed as null.
   */
  async once<Result>(call: IdempotentCall, effect: () => Promise<Result>): Promise<IdempotentResult<Result>> {
    const answer = await this.database.transaction(async () => {
      await this.claim(call);
      const earlier = await this.find<Result>(call);
      if (earlier !== undefined) return { result: earlier, isReplay: true };
      const result = await effect();
      await this.database.send(STORE, [
        call.principal,
        call.operation,
        call.key,
        hashOf(call),
        JSON.stringify(result ?? null),
      ]);
      failpoint(`${call.operation} stored`);
      return { result, isReplay: false };
    });
    failpoint(`${call.operation} committed`);
    return answer;
  }

  /** Forgets results that are older than 48 hours; callers may rely on 24. */
  async tidy(): Promise<void> {
    const oldResults = { table: 'idempotency', writtenAt: 'stored_at', keptMs: KEPT_MS };
    await purge(this.database, oldResults).catch((error: Error) => this.logger.warn(error.message));
  }

  /** Held until the transaction ends; a second claimant is told at once instead of waiting with a connection in hand. */
  private async claim(call: IdempotentCall): Promise<void> {
    const name = JSON.stringify([call.principal, call.operation, call.key]);
    const rows = await this.database.prepared<{ taken: boolean }>(CLAIM, [name]);
    if (!rows[0]?.taken) throw new RequestInProgress();
  }
}

const CLAIM = {
  name: 'idempotency.claim',
  text: 'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS taken',
};
const FIND = {
  name: 'idempotency.find',
  text: 'SELECT request_hash, result FROM idempotency WHERE principal = $1 AND operation = $2 AND key = $3',
};
const STORE = {
  name: 'idempotency.store',
  text: 'INSERT INTO idempotency (principal, operation, key, request_hash, result) VALUES ($1, $2, $3, $4, $5)',
};

function replay(row: StoredRow, call: IdempotentCall): unknown {
  if (row.request_hash !== hashOf(call)) throw new IdempotencyKeyReused();
  return row.result;
}

/** Over canonical JSON: the order of an object's keys does not make another request. */
function hashOf({ payload }: IdempotentCall): string {
  return createHash('sha256').update(canonicalJson(payload)).digest('hex');
}

function canonicalJson(value: unknown): string {
  if (typeof value === 'bigint') return JSON.stringify(value.toString());
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if ('toJSON' in value && typeof value.toJSON === 'function') return canonicalJson(value.toJSON());
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return `{${entries
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, entry]) => `${JSON.stringify(name)}:${canonicalJson(entry)}`)
    .join(',')}}`;
}
