import { v7 as uuidv7 } from 'uuid';
import type { KeyValueStore } from '../key-value/key-value-store.ts';
import { type Mail, OutboxMailer, renderMail, type SentMail } from './mailer.ts';

const KEPT = 200;

/** Sends nothing: keeps the last mails of the process, for a page that shows them. For the demo and for tests. */
export class OutboxPageMailer extends OutboxMailer {
  private readonly mails: SentMail[] = [];

  constructor(private readonly sentKeys: KeyValueStore) {
    super();
  }

  protected async handOver(mail: Mail): Promise<void> {
    const rendered = renderMail(mail);
    const isFirst = await this.sentKeys.compareAndSet('mail', mail.key, 0, true, { ttlMs: 86_400_000 });
    if (isFirst === undefined) return;
    this.mails.push({ id: uuidv7(), key: mail.key, sentAt: new Date().toISOString(), ...rendered });
    if (this.mails.length > KEPT) this.mails.shift();
  }

  /** Newest first. */
  sent(): readonly SentMail[] {
    return this.mails.toReversed();
  }
}
