import { Injectable } from '@nestjs/common';
import { Database, Outbox, type Person } from '@tovar/platform';
import { AccountsConfig } from '../../accounts.config.ts';
import { type DataRequest, pauseAfter } from '../../domain/data-request.ts';
import { SecurityLog } from '../../domain/security-log.ts';

/** What a job about a request is given. */
export interface RequestJob {
  readonly requestId: string;
  /** 1 at first. */
  readonly tries: number;
}

/** Where requests stand: each service's part is noted as it is done, so that a request goes on where it stopped. */
@Injectable()
export class RequestProgress {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly securityLog: SecurityLog,
    private readonly config: AccountsConfig,
  ) {}

  /** Whom the request is about; undefined when the account is gone. */
  async personOf({ userId }: DataRequest): Promise<Person | undefined> {
    return (
      await this.database.query<Person>('SELECT id AS "userId", email FROM user_account WHERE id = $1', [userId])
    )[0];
  }

  /** `waitsFor` null says that the service has done its part. */
  async note({ id }: DataRequest, service: string, waitsFor: string | null): Promise<void> {
    await this.database.query(NOTE, [id, service, waitsFor, new Date()]);
  }

  /** Comes back to it, each time a little later. */
  async comeBack(type: string, { requestId, tries }: RequestJob): Promise<void> {
    const runAt = new Date(Date.now() + pauseAfter(tries, this.config.ACCOUNTS_DATA_REQUEST_PAUSE_MS));
    const job = { type, key: `data-request-${requestId}`, runAt, data: { requestId, tries: tries + 1 } };
    await this.outbox.add({ jobs: [job] }, this.database);
  }

  /** The file can be fetched from now on, for a while. */
  ready({ id }: DataRequest): Promise<void> {
    const now = Date.now();
    const endsAt = new Date(now + this.config.ACCOUNTS_EXPORT_KEPT_MS);
    return this.database.transaction(async () => {
      await this.database.query(READY, [id, new Date(now), endsAt]);
      const job = { type: 'accounts.expire-export', runAt: endsAt, data: { requestId: id, tries: 1 } };
      await this.outbox.add({ jobs: [job] }, this.database);
    });
  }

  async expired(requestId: string): Promise<void> {
    await this.database.query(EXPIRE, [requestId]);
  }

  /** Ends all exports of a person. Returns their ids, also when it is repeated before their files are gone. */
  async expireExports(userId: string): Promise<readonly string[]> {
    const exported = await this.database.query<{ id: string }>(EXPIRE_EXPORTS, [userId]);
    return exported.map(({ id }) => id);
  }

  /** Every service has forgotten the person: told once, with the end of the request. */
  async erased(request: DataRequest): Promise<void> {
    const { id, userId } = request;
    await this.database.transaction(async () => {
      await this.note(request, 'accounts', null);
      const finished = await this.database.query(DONE, [id, new Date()]);
      if (finished.length === 0) return;
      await this.securityLog.add({ kind: 'person-erased', actorId: request.askedBy, subjectId: userId });
      const event = { type: 'person.erased.v1', subject: userId, data: { userId } };
      await this.outbox.add({ events: [event] }, this.database);
    });
  }
}

const NOTE = `
  UPDATE data_request_part SET is_done = $3::text IS NULL, waits_for = $3, tried_at = $4
   WHERE request_id = $1 AND service = $2`;
const READY = `UPDATE data_request SET status = 'READY', done_at = $2, ends_at = $3 WHERE id = $1 AND status = 'RUNNING'`;
const EXPIRE = `UPDATE data_request SET status = 'EXPIRED' WHERE id = $1 AND status IN ('RUNNING', 'READY')`;
const EXPIRE_EXPORTS = `
  UPDATE data_request SET status = 'EXPIRED' WHERE user_id = $1 AND kind = 'EXPORT' RETURNING id`;
const DONE = `UPDATE data_request SET status = 'DONE', done_at = $2 WHERE id = $1 AND status = 'RUNNING' RETURNING id`;
