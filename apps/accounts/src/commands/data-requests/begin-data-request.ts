import { Injectable } from '@nestjs/common';
import { Database, NotFound, Outbox } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import { type DataRequest, type DataRequestKind, PARTS } from '../../domain/data-request.ts';
import { SecurityLog } from '../../domain/security-log.ts';
import { DataRequests } from '../../queries/data-requests.ts';
import type { Actor } from '../access-change.ts';
import { BlockUsers } from '../block-users.ts';
import { ConfirmPassword } from '../confirm-password.ts';

/**
 * Begins what a person may ask the shop for: a file with all that is kept of them, or to be forgotten. Asking again while it
 * runs is the same request. Each method returns the request as it is then.
 */
@Injectable()
export class BeginDataRequest {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly confirmPassword: ConfirmPassword,
    private readonly blocks: BlockUsers,
    private readonly securityLog: SecurityLog,
    private readonly requests: DataRequests,
  ) {}

  /** For somebody themselves. Throws `WrongPassword`, `PasswordChecksBusy` and `TooManyTries`; for an erasure also `LastAdmin`. */
  async ownRequest(kind: DataRequestKind, password: string, actor: Actor): Promise<DataRequest> {
    const { userId } = actor.identity;
    await this.confirmPassword.execute({ userId, password, client: actor.client });
    return this.begin(kind, userId, actor);
  }

  /** By staff, for whoever has asked by letter. Throws `NotFound`, and for an erasure `BeyondOwnScopes` and `LastAdmin`. */
  async staffRequest(kind: DataRequestKind, userId: string, actor: Actor): Promise<DataRequest> {
    return this.begin(kind, userId, actor);
  }

  private async begin(kind: DataRequestKind, userId: string, actor: Actor): Promise<DataRequest> {
    const id = await this.database.transaction(async () => {
      const [owner] = await this.database.query<Owner>(OWNER, [userId]);
      if (!owner) throw new NotFound('The user');
      if (kind === 'ERASURE') await this.shutOut(owner, actor);
      return this.store(kind, userId, actor);
    });
    const request = await this.requests.find(id);
    if (!request) throw new NotFound('The request');
    return request;
  }

  /** From now on nobody comes in, by session, key or mailed link; the owner is told, in case it was not they who asked. */
  private async shutOut({ id: userId, email, locale }: Owner, actor: Actor): Promise<void> {
    await this.blocks.block(userId, actor);
    await this.database.query('DELETE FROM credential_link WHERE user_id = $1', [userId]);
    const running = await this.database.query(RUNNING, [userId, 'ERASURE']);
    if (running.length > 0) return;
    const notice = { mail: 'erasure-begun', to: email, locale, key: uuidv7() };
    await this.outbox.add({ jobs: [{ type: 'accounts.mail-notice', data: notice }] }, this.database);
  }

  private async store(kind: DataRequestKind, userId: string, { identity, client }: Actor): Promise<string> {
    const [running] = await this.database.query<{ id: string }>(RUNNING, [userId, kind]);
    if (running) return running.id;
    const id = uuidv7();
    const { userId: actorId, sessionId } = identity;
    await this.database.query(STORE, [id, userId, kind, actorId, new Date(), PARTS]);
    const what = kind === 'EXPORT' ? 'data-export-requested' : 'erasure-requested';
    await this.securityLog.add({ kind: what, actorId, sessionId, client, subjectId: userId });
    const job = {
      type: `accounts.${kind === 'EXPORT' ? 'export' : 'erase'}-person`,
      data: { requestId: id, tries: 1 },
    };
    await this.outbox.add({ jobs: [job] }, this.database);
    return id;
  }
}

interface Owner {
  readonly id: string;
  readonly email: string;
  readonly locale: string;
}

/** Locked: two who ask at once ask one after the other. */
const OWNER = 'SELECT id, email, locale FROM user_account WHERE id = $1 FOR UPDATE';
const RUNNING = `SELECT id FROM data_request WHERE user_id = $1 AND kind = $2 AND status = 'RUNNING'`;
const STORE = `
  WITH request AS (
    INSERT INTO data_request (id, user_id, kind, status, asked_by, asked_at) VALUES ($1, $2, $3, 'RUNNING', $4, $5))
  INSERT INTO data_request_part (request_id, service) SELECT $1, unnest($6::text[])`;
