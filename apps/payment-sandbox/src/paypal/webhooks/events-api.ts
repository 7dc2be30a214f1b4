import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Addresses } from '../../addresses.ts';
import type { Fact } from '../../facts.ts';
import type { Ledger } from '../../ledger.ts';
import type { Views } from '../orders/views.ts';
import { PaypalRefusal } from '../paypal.errors.ts';
import type { AnnounceEvent } from './announce-event.ts';
import { isEventName, type EventName } from './event-kinds.ts';
import { sampleResource } from './sample-resources.ts';
import type { RecordedEvent, WebhookBook } from '../../webhooks/webhook-book.ts';
import { parseWebhookBody, webhookUrl } from './webhook-syntax.ts';
import type { WebhookEvent } from '../../webhooks/webhook.ts';

// PayPal signs simulated events for this literal id, so they never pass as real ones.
const simulatedWebhookId = 'WEBHOOK_ID';

const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const eventsQuery = z.object({
  page_size: z.coerce.number().int().min(1).max(1000).default(10),
  start_time: moment.optional(),
  end_time: moment.optional(),
  transaction_id: z.string().optional(),
  event_type: z.string().optional(),
});
const resendRequest = z.object({ webhook_ids: z.array(z.string()).max(500).optional() });
const simulation = z.object({
  webhook_id: z.string().optional(),
  url: webhookUrl.optional(),
  event_type: z.custom<EventName>(
    (name) => typeof name === 'string' && isEventName(name),
    'Not an event of this sandbox',
  ),
  resource_version: z.string().optional(),
});

interface EventsApiDependencies {
  readonly announce: AnnounceEvent;
  readonly webhooks: WebhookBook;
  readonly ledger: Ledger;
  readonly views: Views;
  readonly addresses: Addresses;
}

/** What has been announced: list, read, send again, simulate. */
export function eventsApi({ announce, webhooks, ledger, views, addresses }: EventsApiDependencies) {
  const known = (eventId: string): WebhookEvent => {
    const event = webhooks.event(eventId);
    if (!event) throw new PaypalRefusal('INVALID_RESOURCE_ID');
    return event;
  };
  const plan = (eventId: string, webhookId: string): Fact => ({
    type: 'DeliveryPlanned',
    delivery: announce.delivery(eventId, webhookId),
  });

  return async (app: FastifyInstance): Promise<void> => {
    app.get('/v1/notifications/webhooks-events', async ({ query, url }) => {
      const wanted = parseWebhookBody(eventsQuery, query);
      const events = webhooks
        .recordedEvents()
        .toReversed()
        .filter((recorded) => isWanted(recorded, wanted))
        .slice(0, wanted.page_size)
        .map(({ event }) => event);
      return { events, count: events.length, links: [{ href: addresses.api(url), rel: 'self', method: 'GET' }] };
    });

    app.get<{ Params: { eventId: string } }>('/v1/notifications/webhooks-events/:eventId', async ({ params }) =>
      known(params.eventId),
    );

    app.post<{ Params: { eventId: string } }>(
      '/v1/notifications/webhooks-events/:eventId/resend',
      async ({ params, body }, reply) => {
        const event = known(params.eventId);
        const { webhook_ids: chosen } = parseWebhookBody(resendRequest, body ?? {});
        const ids = chosen ?? webhooks.registered().map(({ id }) => id);
        if (!ids.every((id) => webhooks.webhook(id))) throw new PaypalRefusal('INVALID_RESOURCE_ID');
        ledger.commit(ids.map((id) => plan(event.id, id)));
        return reply.status(202).send(event);
      },
    );

    app.post('/v1/notifications/simulate-event', async ({ body }, reply) => {
      const { webhook_id: webhookId, url, event_type: name } = parseWebhookBody(simulation, body);
      const target = url ?? webhooks.webhook(webhookId ?? '')?.url;
      if (!target) throw new PaypalRefusal('VALIDATION_ERROR', [{ field: 'url', issue: 'Not a valid webhook URL' }]);
      const unlisted = announce.event(name, sampleResource(name, views));
      const delivery = announce.delivery(unlisted.id, simulatedWebhookId, { url: target, unlisted });
      ledger.commit([{ type: 'DeliveryPlanned', delivery }]);
      return reply.status(202).send(unlisted);
    });
  };
}

function isWanted({ event, at }: RecordedEvent, wanted: z.infer<typeof eventsQuery>): boolean {
  if (at < (wanted.start_time ?? -Infinity) || at > (wanted.end_time ?? Infinity)) return false;
  if (wanted.event_type && event.event_type !== wanted.event_type) return false;
  return !wanted.transaction_id || event.resource['id'] === wanted.transaction_id;
}
