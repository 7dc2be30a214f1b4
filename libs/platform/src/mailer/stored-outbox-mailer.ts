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
    return (await this.store.get<readonly SentMail[]>(NAMESPACE, 'all'))?.value ?? [];
  }

  /** Several processes write to the one list: whoever was overtaken reads it again. */
  private async keep(mail: SentMail): Promise<void> {
    for (;;) {
      const known = await this.store.get<readonly SentMail[]>(NAMESPACE, 'all');
      const mails = [mail, ...(known?.value ?? [])].slice(0, KEPT);
      if (await this.store.compareAndSet(NAMESPACE, 'all', known?.version ?? 0, mails)) return;
    }
  }
}
