import { id, moment } from '@tovar/contracts';
import { z } from 'zod';
import { SEND_FAILURES } from '../../domain/webhooks/webhook-sender.ts';
import { type Delivery, DELIVERY_STATES } from '../../queries/deliveries.ts';
import type { Endpoint } from '../../queries/endpoints.ts';

/** An endpoint as REST shows it: its secret is shown when it is made, and nowhere else. */
export const endpointView = z.object({
  id,
  url: z.string(),
  description: z.string(),
  events: z.array(z.string()),
  isEnabled: z.boolean(),
  isGone: z.boolean(),
  version: z.int(),
  createdAt: moment,
});
export type EndpointView = z.output<typeof endpointView>;

export const createdEndpointView = endpointView.extend({ secret: z.string().nullable() });
export type CreatedEndpointView = z.output<typeof createdEndpointView>;

export const rotatedView = z.object({ id, secret: z.string(), oldEndsAt: moment });
export type RotatedView = z.output<typeof rotatedView>;

export const deliveryView = z.object({
  id,
  endpointId: id,
  messageId: id,
  type: z.string(),
  body: z.string(),
  state: z.enum(DELIVERY_STATES),
  nextTryAt: moment.nullable(),
  createdAt: moment,
  tries: z.array(
    z.object({
      number: z.int(),
      at: moment,
      durationMs: z.int(),
      status: z.int().nullable(),
      failure: z.enum(SEND_FAILURES).nullable(),
    }),
  ),
});
export type DeliveryView = z.output<typeof deliveryView>;

export const eventTypeView = z.object({ type: z.string(), description: z.string() });

export function toEndpointView(endpoint: Endpoint): EndpointView {
  const { id: endpointId, url, description, events, isEnabled, isGone, version, createdAt } = endpoint;
  const shown = { id: endpointId, url, description, events: [...events], isEnabled, isGone, version };
  return { ...shown, createdAt: createdAt.toISOString() };
}

export function toDeliveryView({ nextTryAt, createdAt, tries, ...delivery }: Delivery): DeliveryView {
  return {
    ...delivery,
    nextTryAt: nextTryAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    tries: tries.map((each) => ({ ...each, at: each.at.toISOString() })),
  };
}
