import { Injectable } from '@nestjs/common';
import { anyOf, Mailer, rowsOf, SqlDatabase } from '@tovar/platform';
import { AddressBook, type Mailbox, type Recipient } from '../domain/address-book.ts';
import { kindNamed } from '../domain/kinds/index.ts';
import { noticeMail } from '../domain/mail-templates.ts';
import { MailsNotSent } from '../domain/notifications.errors.ts';
import type { Particulars } from '../domain/particulars.ts';
import { NotificationsConfig } from '../notifications.config.ts';

interface Waiting {
  readonly id: string;
  readonly recipientId: string;
  readonly recipientKind: Recipient['kind'];
  readonly kind: string;
  readonly particulars: Particulars;
}

/** Mails notifications, each once: those that have left or that nobody can get are not tried again. */
@Injectable()
export class SendMails {
  constructor(
    private readonly database: SqlDatabase,
    private readonly addresses: AddressBook,
    private readonly mailer: Mailer,
    private readonly config: NotificationsConfig,
  ) {}

  /** Throws `MailsNotSent` when some are left; the others have been sent. */
  async execute({ notificationIds }: { notificationIds: readonly string[] }): Promise<void> {
    const waiting = await this.database.prepared<Waiting>(WAITING, [notificationIds]);
    if (waiting.length === 0) return;
    const mailboxes = await this.addresses.find(
      waiting.map(({ recipientId: id, recipientKind: kind }) => ({ id, kind })),
    );
    const sending = waiting.map((each) => this.send(each, mailboxes.get(each.recipientId)));
    const outcomes = await Promise.allSettled(sending);
    const settled = waiting.flatMap(({ id }, index) => {
      const outcome = outcomes[index];
      return outcome?.status === 'fulfilled' ? [{ id, mail: outcome.value }] : [];
    });
    await this.database.prepared(SETTLE, [settled.map(({ id }) => id), settled.map(({ mail }) => mail)]);
    const errors = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    if (errors.length > 0) throw new MailsNotSent(errors);
  }

  private async send(notification: Waiting, mailbox: Mailbox | undefined): Promise<'SENT' | 'UNDELIVERABLE'> {
    const kind = kindNamed(notification.kind);
    if (!mailbox || !kind) return 'UNDELIVERABLE';
    const { id, particulars, recipientKind } = notification;
    await this.mailer.send({
      to: mailbox.email,
      key: `notification-${id}`,
      ...noticeMail(kind, particulars, {
        locale: mailbox.locale,
        shopUrl: this.config.shopUrl,
        hasAccount: recipientKind === 'USER',
      }),
    });
    return 'SENT';
  }
}

const WAITING = {
  name: 'send-mails.waiting',
  text: `SELECT id, recipient_id AS "recipientId", recipient_kind AS "recipientKind", kind, particulars
           FROM notification WHERE id = ${anyOf('uuid')} AND mail = 'WAITING'`,
};
const SETTLE = {
  name: 'send-mails.settle',
  text: `UPDATE notification SET mail = settled.mail FROM ${rowsOf('uuid', 'text')} AS settled (id, mail)
          WHERE notification.id = settled.id`,
};
