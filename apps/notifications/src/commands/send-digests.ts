import { Injectable } from '@nestjs/common';
import { Mailer, SqlDatabase } from '@tovar/platform';
import { AddressBook, type Mailbox } from '../domain/address-book.ts';
import { tell } from '../domain/fill.ts';
import { kindNamed } from '../domain/kinds/index.ts';
import { digestMail } from '../domain/mail-templates.ts';
import type { Particulars } from '../domain/particulars.ts';
import { MailsNotSent } from '../domain/notifications.errors.ts';
import { NotificationsConfig } from '../notifications.config.ts';

const READERS_AT_ONCE = 100;
const MOST_ENTRIES = 30;

interface Entry {
  readonly id: string;
  readonly kind: string;
  readonly particulars: Particulars;
}

interface Digest {
  readonly userId: string;
  /** The newest first. */
  readonly entries: readonly Entry[];
}

/** Mails together what has waited for the moment: one mail for each reader. */
@Injectable()
export class SendDigests {
  constructor(
    private readonly database: SqlDatabase,
    private readonly addresses: AddressBook,
    private readonly mailer: Mailer,
    private readonly config: NotificationsConfig,
  ) {}

  /** May be repeated: whoever has got theirs is not among those who wait. Throws `MailsNotSent` when some are left. */
  async execute({ dueAt }: { dueAt: Date }): Promise<void> {
    const failures: unknown[] = [];
    for (let after = NOBODY; ;) {
      const digests = await this.database.prepared<Digest>(DUE, [dueAt, after, READERS_AT_ONCE]);
      failures.push(...(await this.send(digests, dueAt)));
      if (digests.length < READERS_AT_ONCE) break;
      after = digests.at(-1)?.userId ?? after;
    }
    if (failures.length > 0) throw new MailsNotSent(failures);
  }

  /** Returns why some could not be sent: one bad mailbox keeps nobody else's mail back. */
  private async send(digests: readonly Digest[], dueAt: Date): Promise<unknown[]> {
    if (digests.length === 0) return [];
    const mailboxes = await this.addresses.find(digests.map(({ userId: id }) => ({ id, kind: 'USER' })));
    const sending = digests.map((digest) => this.sendOne(digest, mailboxes.get(digest.userId), dueAt));
    const outcomes = await Promise.allSettled(sending);
    return outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  }

  private async sendOne({ userId, entries }: Digest, mailbox: Mailbox | undefined, dueAt: Date): Promise<void> {
    if (mailbox) await this.mailTo(mailbox, entries, `digest-${userId}-${dueAt.toISOString()}`);
    await this.database.prepared(SETTLE, [entries.map(({ id }) => id), mailbox ? 'SENT' : 'UNDELIVERABLE']);
  }

  private mailTo({ email, locale }: Mailbox, entries: readonly Entry[], key: string): Promise<void> {
    const shown = entries.slice(0, MOST_ENTRIES).flatMap(({ kind: name, particulars }) => {
      const kind = kindNamed(name);
      return kind ? tell(kind, particulars, locale) : [];
    });
    const reader = { locale, shopUrl: this.config.shopUrl, hasAccount: true };
    return this.mailer.send({ to: email, key, ...digestMail(shown, entries.length - shown.length, reader) });
  }
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Those who wait for this moment or for an earlier one that was missed, in the order of their ids. */
const DUE = {
  name: 'send-digests.due',
  text: `SELECT recipient_id AS "userId",
                json_agg(json_build_object('id', id, 'kind', kind, 'particulars', particulars) ORDER BY id DESC) AS entries
           FROM notification WHERE mail = 'DIGEST' AND digest_at <= $1 AND recipient_id > $2
          GROUP BY recipient_id ORDER BY recipient_id LIMIT $3`,
};
const SETTLE = {
  name: 'send-digests.settle',
  text: `UPDATE notification SET mail = $2 WHERE id = ANY($1::uuid[])`,
};
