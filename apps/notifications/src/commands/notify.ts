import { Injectable } from '@nestjs/common';
import { type NewJob, Outbox, SqlDatabase } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import type { Recipient } from '../domain/address-book.ts';
import type { NotificationKind } from '../domain/kind.ts';
import type { Particulars } from '../domain/particulars.ts';
import { type Route, routeOf } from '../domain/wishes.ts';
import { WishesOf } from '../queries/wishes-of.ts';
import { digestJob, mailJobs } from './mail-jobs.ts';

export interface News {
  readonly kind: NotificationKind;
  readonly fact: string;
  readonly particulars: Particulars;
  readonly recipients: readonly Recipient[];
}

interface Stored {
  readonly id: string;
  readonly recipientId: string;
}

type Routed = Stored & Route;

/**
 * Tells people of a fact, each by the ways they have chosen, and nobody twice of the same one. Runs in the open transaction;
 * three statements and one for each job, however many there are.
 */
@Injectable()
export class Notify {
  constructor(
    private readonly database: SqlDatabase,
    private readonly outbox: Outbox,
    private readonly wishes: WishesOf,
  ) {}

  async execute(news: News): Promise<void> {
    const routed = (await this.routes(news)).filter(({ isInApp, mail }) => isInApp || mail !== 'NONE');
    if (routed.length === 0) return;
    const stored = new Set((await this.store(news, routed)).map(({ id }) => id));
    const fresh = routed.filter(({ id }) => stored.has(id));
    const events = fresh
      .filter(({ isInApp }) => isInApp)
      .map(({ recipientId: userId }) => ({ type: 'inbox.changed.v1', subject: userId, data: { userId } }));
    await this.outbox.add({ events, jobs: jobsOf(fresh) }, this.database);
  }

  /** A guest has nothing but a mailbox. */
  private async routes({ kind, recipients }: News): Promise<Routed[]> {
    const now = new Date();
    const userIds = recipients.flatMap(({ id, kind: who }) => (who === 'USER' ? id : []));
    const wishes = userIds.length > 0 ? await this.wishes.users(userIds) : new Map();
    return recipients.map(({ id: recipientId }) => {
      const wanted = wishes.get(recipientId);
      const route: Route = wanted ? routeOf(kind.type, wanted, now) : { isInApp: false, mail: 'WAITING' };
      return { id: uuidv7(), recipientId, ...route };
    });
  }

  private store({ kind, fact, particulars, recipients }: News, routed: readonly Routed[]): Promise<Stored[]> {
    const kinds = new Map(recipients.map((recipient) => [recipient.id, recipient.kind]));
    return this.database.prepared<Stored>(STORE, [
      routed.map(({ id }) => id),
      routed.map(({ recipientId }) => recipientId),
      routed.map(({ recipientId }) => kinds.get(recipientId)),
      routed.map(({ isInApp }) => isInApp),
      routed.map(({ mail }) => mail),
      routed.map(({ digestAt }) => digestAt ?? null),
      kind.type,
      kind.name,
      fact,
      JSON.stringify(particulars),
    ]);
  }
}

function jobsOf(routed: readonly Routed[]): NewJob[] {
  const waiting = routed.flatMap(({ id, mail }) => (mail === 'WAITING' ? id : []));
  const moments = new Set(routed.flatMap(({ digestAt }) => digestAt?.toISOString() ?? []));
  return [...mailJobs(waiting), ...[...moments].map((moment) => digestJob(new Date(moment)))];
}

const STORE = {
  name: 'notify.store',
  text: `INSERT INTO notification (id, recipient_id, recipient_kind, is_in_app, mail, digest_at, type, kind, fact, particulars,
                                   created_at)
         SELECT told.*, $7, $8, $9, $10::jsonb, statement_timestamp()
           FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::boolean[], $5::text[], $6::timestamptz[]) AS told
         ON CONFLICT (recipient_id, kind, fact) DO NOTHING RETURNING id, recipient_id AS "recipientId"`,
};
