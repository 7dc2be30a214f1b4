import { randomUUID } from 'node:crypto';
import type { Addresses } from '../../addresses.ts';
import type { SandboxClock } from '../../clock.ts';
import type { Fact } from '../../facts.ts';
import type { Fault, ProviderFaults } from '../../faults.ts';
import type { NewId } from '../../ids.ts';
import type { Order } from '../orders/order.ts';
import type { View, Views } from '../orders/views.ts';
import { eventKinds, type EventName } from './event-kinds.ts';
import type { WebhookBook } from '../../webhooks/webhook-book.ts';
import type { Delivery, Webhook, WebhookEvent } from '../../webhooks/webhook.ts';

interface AnnounceDependencies {
  readonly webhooks: WebhookBook;
  readonly clock: SandboxClock;
  readonly faults: ProviderFaults;
  readonly newId: NewId;
  readonly views: Views;
  readonly addresses: Addresses;
}

/** Turns something that happens to an order into an event and its deliveries, webhook faults included. */
export class AnnounceEvent {
  constructor(private readonly dependencies: AnnounceDependencies) {}

  /** To be committed together with what they announce, so that neither exists without the other. */
  facts(name: EventName, resource: View, order: Order): Fact[] {
    const event = this.event(name, resource);
    const listeners = this.dependencies.webhooks.registered().filter((webhook) => isSubscribed(webhook, name));
    const fault = listeners.length > 0 ? this.dependencies.faults.take('webhook') : undefined;
    const deliveries = listeners.flatMap((webhook) =>
      this.plansUnder(fault, order).map((plan) => this.delivery(event.id, webhook.id, plan)),
    );
    return [
      { type: 'EventRecorded', event, at: this.dependencies.clock.now() },
      ...deliveries.map((delivery): Fact => ({ type: 'DeliveryPlanned', delivery })),
    ];
  }

  /** A new event about the resource, not yet recorded. */
  event(name: EventName, resource: View): WebhookEvent {
    const { clock, newId, addresses } = this.dependencies;
    const id = `WH-${newId()}-${newId()}`;
    const href = addresses.api(`/v1/notifications/webhooks-events/${id}`);
    return {
      id,
      event_version: '1.0',
      create_time: new Date(clock.now()).toISOString(),
      resource_type: eventKinds[name].resourceType,
      resource_version: '2.0',
      event_type: name,
      summary: eventKinds[name].summary(resource),
      resource,
      links: [
        { href, rel: 'self', method: 'GET' },
        { href: `${href}/resend`, rel: 'resend', method: 'POST' },
      ],
    };
  }

  /** A delivery of an event to a listener, due now unless the plan says otherwise. */
  delivery(eventId: string, webhookId: string, plan: Partial<Delivery> = {}): Delivery {
    return {
      id: randomUUID(),
      eventId,
      webhookId,
      transmissionId: randomUUID(),
      transmissionTime: `${new Date().toISOString().slice(0, 19)}Z`,
      state: 'pending',
      dueAt: this.dependencies.clock.now(),
      attempts: [],
      ...plan,
    };
  }

  /** One plan for each delivery that the event gets under the fault. */
  private plansUnder(fault: Fault | undefined, order: Order): Partial<Delivery>[] {
    const now = this.dependencies.clock.now();
    if (fault?.kind === 'webhook-drop') return [{ state: 'dropped' }];
    if (fault?.kind === 'webhook-delay') return [{ dueAt: now + (fault.delayMs ?? 5000) }];
    if (fault?.kind === 'webhook-reorder') return [{ dueAt: now + (fault.delayMs ?? 60_000), isHeldBack: true }];
    if (fault?.kind === 'webhook-duplicate') return [{}, {}];
    if (fault?.kind === 'webhook-forged') return [{ unlisted: this.forgery(order), isForged: true }, {}];
    return [{}];
  }

  /** Claims that the whole order was captured, whether that is so or not. */
  private forgery(order: Order): WebhookEvent {
    const { newId, views, clock } = this.dependencies;
    const [unit] = order.units;
    if (!unit) throw new Error(`Order ${order.id} has no purchase unit.`);
    const claim = views.capture({
      id: newId(),
      orderId: order.id,
      referenceId: unit.reference_id,
      amount: { currency_code: unit.amount.currency_code, value: unit.amount.value },
      customId: unit.custom_id,
      invoiceId: unit.invoice_id,
      createdAt: clock.now(),
    });
    return this.event('PAYMENT.CAPTURE.COMPLETED', claim);
  }
}

function isSubscribed({ eventTypes }: Webhook, name: string): boolean {
  return eventTypes.includes('*') || eventTypes.includes(name);
}
