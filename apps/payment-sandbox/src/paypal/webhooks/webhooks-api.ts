import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Addresses } from '../../addresses.ts';
import type { Ledger } from '../../ledger.ts';
import { PaypalRefusal } from '../paypal.errors.ts';
import type { RegisterWebhook } from './register-webhook.ts';
import type { WebhookBook } from '../../webhooks/webhook-book.ts';
import { parseWebhookBody, webhookUrl } from './webhook-syntax.ts';
import type { Webhook } from '../../webhooks/webhook.ts';

const registration = z.object({
  url: webhookUrl,
  event_types: z
    .array(z.object({ name: z.string().min(1) }))
    .min(1)
    .max(500),
});

interface WebhooksApiDependencies {
  readonly registerWebhook: RegisterWebhook;
  readonly webhooks: WebhookBook;
  readonly ledger: Ledger;
  readonly addresses: Addresses;
}

/** Register, list, read and delete listeners. */
export function webhooksApi({ registerWebhook, webhooks, ledger, addresses }: WebhooksApiDependencies) {
  const view = (webhook: Webhook) => {
    const href = addresses.api(`/v1/notifications/webhooks/${webhook.id}`);
    return {
      id: webhook.id,
      url: webhook.url,
      event_types: webhook.eventTypes.map((name) => ({ name, status: 'ENABLED' })),
      links: [
        { href, rel: 'self', method: 'GET' },
        { href, rel: 'delete', method: 'DELETE' },
      ],
    };
  };
  const known = (webhookId: string): Webhook => {
    const webhook = webhooks.webhook(webhookId);
    if (!webhook) throw new PaypalRefusal('INVALID_RESOURCE_ID');
    return webhook;
  };

  return async (app: FastifyInstance): Promise<void> => {
    app.post('/v1/notifications/webhooks', async ({ body }, reply) => {
      const { url, event_types: eventTypes } = parseWebhookBody(registration, body);
      const webhook = registerWebhook.execute({ url, eventTypes: eventTypes.map(({ name }) => name) });
      return reply.status(201).send(view(webhook));
    });

    app.get('/v1/notifications/webhooks', async () => ({ webhooks: webhooks.registered().map(view) }));

    app.get<{ Params: { webhookId: string } }>('/v1/notifications/webhooks/:webhookId', async ({ params }) =>
      view(known(params.webhookId)),
    );

    app.delete<{ Params: { webhookId: string } }>(
      '/v1/notifications/webhooks/:webhookId',
      async ({ params }, reply) => {
        ledger.commit([{ type: 'WebhookDeleted', webhookId: known(params.webhookId).id }]);
        return reply.status(204).send();
      },
    );
  };
}
