import { v7 as uuidv7 } from 'uuid';
import type { KeyValueStore } from '../key-value/key-value-store.ts';
import { type Mail, OutboxMailer, renderMail, type SentMail } from './mailer.ts';

const KEPT = 200;
const NAMESPACE = 'mail-outbox';
const DAY_MS = 86_400_000;

/** Sends nothing: keeps the last mails of a shop of several processes, for the page that one of them shows. */
export class StoredOutboxMailer extends OutboxMailer {
  constructor(private readonly store: KeyValueStore) {
    super();
  }

  protected async handOver(mail: Mail): Promise<void> {
    const rendered = renderMail(mail);
    const isFirst = await this.store.compareAndSet('mail', mail.key, 0, true, { ttlMs: DAY_MS });
    if (isFirst === undefined) return;
    await this.keep({ id: uuidv7(), key: mail.key, sentAt: new Date().toISOString(), ...rendered });
  }

  /** Newest first. */
  async sent(): Promise<readonly SentMail[]> {
    const places = Array.from({ length: KEPT }, (_, place) => this.store.get<SentMail>(NAMESPACE, String(place)));
    const mails = (await Promise.all(places)).flatMap((kept) => kept?.value ?? []);
    return mails.toSorted((a, b) => (a.id < b.id ? 1 : -1));
  }

  /** Each mail has a place of its own, which the one so many mails later takes: processes do not write to one list. */
  private async keep(mail: SentMail): Promise<void> {
    const number = await this.store.increment(NAMESPACE, 'count', 1);
    await this.store.set(NAMESPACE, String(number % KEPT), mail);
  }
}
