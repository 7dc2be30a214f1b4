import type { NewId } from '../../ids.ts';
import type { Ledger } from '../../ledger.ts';
import { PaypalRefusal } from '../paypal.errors.ts';
import type { WebhookBook } from '../../webhooks/webhook-book.ts';
import type { Webhook } from '../../webhooks/webhook.ts';

const mostWebhooks = 10;

export class RegisterWebhook {
  constructor(
    private readonly ledger: Ledger,
    private readonly webhooks: WebhookBook,
    private readonly newId: NewId,
  ) {}

  /** Throws when the URL is registered already, or when there are ten webhooks. */
  execute({ url, eventTypes }: Omit<Webhook, 'id' | 'belongsToHost'>): Webhook {
    const registered = this.webhooks.registered();
    if (registered.some((webhook) => webhook.url === url)) throw new PaypalRefusal('WEBHOOK_URL_ALREADY_EXISTS');
    if (registered.length >= mostWebhooks) throw new PaypalRefusal('WEBHOOK_NUMBER_LIMIT_EXCEEDED');
    const webhook: Webhook = { id: this.newId(), url, eventTypes };
    this.ledger.commit([{ type: 'WebhookRegistered', webhook }]);
    return webhook;
  }

  /**
   * Points the host program's one webhook at a URL, for every event. It keeps its id when the URL changes, so that a
   * shop which comes back on another port gets what is still owed to it; choosing another `webhookId` gives that up.
   */
  forHost(url: string, webhookId?: string): Webhook {
    const earlier = this.webhooks.registered().find((webhook) => webhook.belongsToHost);
    const id = webhookId ?? earlier?.id ?? this.newId();
    if (earlier?.id === id && earlier.url === url) return earlier;
    const webhook: Webhook = { id, url, eventTypes: ['*'], belongsToHost: true };
    this.ledger.commit([
      ...(earlier ? [{ type: 'WebhookDeleted', webhookId: earlier.id } as const] : []),
      { type: 'WebhookRegistered', webhook },
    ]);
    return webhook;
  }
}
