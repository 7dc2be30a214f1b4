import { v7 as uuidv7 } from 'uuid';
import type { KeyValueStore } from '../key-value/key-value-store.ts';
import { MailNotSent } from './mailer.errors.ts';
import { type Mail, OutboxMailer, renderMail, type SentMail } from './mailer.ts';

const KEPT = 200;
const KEYS = 'mail';
const NAMESPACE = 'mail-outbox';
const COUNT = 'count';
const DAY_MS = 86_400_000;

/** Mails are numbered in the order in which they are kept, whatever the clocks of their senders say. */
interface KeptMail {
  readonly number: number;
  readonly mail: SentMail;
}

/** Sends nothing: keeps the last mails of a shop of several processes for a day, for the page that one of them shows. */
export class StoredOutboxMailer extends OutboxMailer {
  constructor(private readonly store: KeyValueStore) {
    super();
  }

  protected async handOver(mail: Mail): Promise<void> {
    const rendered = renderMail(mail);
    const isFirst = await this.store.compareAndSet(KEYS, mail.key, 0, true, { ttlMs: DAY_MS });
    if (isFirst === undefined) return;
    try {
      await this.keep({ id: uuidv7(), key: mail.key, sentAt: new Date().toISOString(), ...rendered });
    } catch (cause) {
      await this.store.delete(KEYS, mail.key);
      throw new MailNotSent((cause as Error).message, { cause });
    }
  }

  /** Newest first. */
  async sent(): Promise<readonly SentMail[]> {
    const count = (await this.store.get<number>(NAMESPACE, COUNT))?.value ?? 0;
    const places = Array.from({ length: Math.min(count, KEPT) }, (_, place) => String(place));
    const kept = await Promise.all(places.map((place) => this.store.get<KeptMail>(NAMESPACE, place)));
    return kept
      .flatMap((each) => each?.value ?? [])
      .toSorted((a, b) => b.number - a.number)
      .map(({ mail }) => mail);
  }

  /** Each mail has a place of its own, which the one so many mails later takes: processes do not write to one list. */
  private async keep(mail: SentMail): Promise<void> {
    const number = await this.store.increment(NAMESPACE, COUNT, 1);
    const kept: KeptMail = { number, mail };
    await this.store.set(NAMESPACE, String((number - 1) % KEPT), kept, { ttlMs: DAY_MS });
  }
}
