import { Injectable } from '@nestjs/common';
import { Database, Outbox } from '@tovar/platform';
import { WebhookFromStranger, WebhookRejected } from '../domain/payment.errors.ts';
import type { WebhookDelivery, WebhookHint } from '../domain/payment-provider.ts';
import { PaymentProviders } from '../domain/payment-providers.ts';
import { NoteOutcome } from './note-outcome.ts';
import { NoteRefusal } from './note-refusal.ts';
import { ATTEMPTS_OF_A_LOOK } from '../domain/reconcile-plan.ts';
import { TellRejection } from './tell-rejection.ts';

/** Stores a notification that proves to come from the provider; what it means is found out afterwards. */
@Injectable()
export class ReceiveWebhook {
  constructor(
    private readonly providers: PaymentProviders,
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly outcome: NoteOutcome,
    private readonly refusal: NoteRefusal,
    private readonly rejection: TellRejection,
  ) {}

  /** One that came before, or shares a transmission with one that did, changes nothing. Throws `WebhookRejected`. */
  async execute(provider: string, delivery: WebhookDelivery): Promise<void> {
    const { eventId, transmissionId, about, claims } = await this.read(provider, delivery);
    await this.database.transaction(async () => {
      const stored = await this.database.prepared(STORE, [
        provider,
        eventId,
        transmissionId,
        delivery.headers,
        delivery.body,
      ]);
      if (stored.length === 0) return;
      if (Object.keys(about).length === 0) return this.outcome.note({ provider, eventId }, 'IGNORED');
      await this.outbox.add(
        {
          jobs: [
            { type: 'payments.webhook', data: { provider, eventId, about, claims }, maxAttempts: ATTEMPTS_OF_A_LOOK },
          ],
        },
        this.database,
      );
    });
  }

  private async read(provider: string, delivery: WebhookDelivery): Promise<WebhookHint> {
    try {
      return await this.providers.named(provider).readWebhook(delivery);
    } catch (error) {
      const isForged = error instanceof WebhookRejected || error instanceof WebhookFromStranger;
      if (isForged) {
        await this.refusal.of(provider, delivery.peer, error.code);
        await this.rejection.execute(provider, error);
      }
      throw error;
    }
  }
}

const STORE = {
  name: 'webhooks.store',
  text: `
    INSERT INTO webhook (provider, event_id, transmission_id, headers, body) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT DO NOTHING RETURNING event_id`,
};
