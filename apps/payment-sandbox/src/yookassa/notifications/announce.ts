import { randomUUID } from 'node:crypto';
import type { SandboxClock } from '../../clock.ts';
import type { Fact } from '../../facts.ts';
import type { Fault, ProviderFaults } from '../../faults.ts';
import type { View } from '../payments/views.ts';
import type { WebhookBook } from '../../webhooks/webhook-book.ts';
import type { Delivery } from '../../webhooks/webhook.ts';

export type EventName = 'payment.waiting_for_capture' | 'payment.succeeded' | 'payment.canceled' | 'refund.succeeded';

interface Notification {
  readonly type: 'notification';
  readonly event: EventName;
  readonly object: View;
}

/** Turns something that happens into notifications, webhook faults included. They are not signed and have no id. */
export class Announce {
  constructor(
    private readonly webhooks: WebhookBook,
    private readonly clock: SandboxClock,
    private readonly faults: ProviderFaults,
  ) {}

  /** To be committed together with what they announce, so that neither exists without the other. */
  facts(event: EventName, object: View): Fact[] {
    const listeners = this.webhooks.registered();
    const fault = listeners.length > 0 ? this.faults.take('webhook') : undefined;
    const notification: Notification = { type: 'notification', event, object };
    return listeners.flatMap((webhook) =>
      this.plansUnder(fault, notification).map((plan): Fact => ({
        type: 'DeliveryPlanned',
        delivery: { ...this.delivery(notification), webhookId: webhook.id, ...plan },
      })),
    );
  }

  private delivery(notification: Notification): Omit<Delivery, 'webhookId'> {
    const { event, object } = notification;
    return {
      id: randomUUID(),
      provider: 'yookassa',
      eventId: `${event} ${object.id}`,
      transmissionId: randomUUID(),
      transmissionTime: new Date().toISOString(),
      state: 'pending',
      dueAt: this.clock.now(),
      unlisted: notification,
      attempts: [],
    };
  }

  /** One plan for each delivery that the notification gets under the fault. */
  private plansUnder(fault: Fault | undefined, notification: Notification): Partial<Delivery>[] {
    const now = this.clock.now();
    if (fault?.kind === 'webhook-drop') return [{ state: 'dropped' }];
    if (fault?.kind === 'webhook-delay') return [{ dueAt: now + (fault.delayMs ?? 5000) }];
    if (fault?.kind === 'webhook-reorder') return [{ dueAt: now + (fault.delayMs ?? 60_000), isHeldBack: true }];
    if (fault?.kind === 'webhook-duplicate') return [{}, { id: randomUUID() }];
    if (fault?.kind === 'webhook-forged')
      return [{ id: randomUUID(), isForged: true, unlisted: forged(notification) }, {}];
    return [{}];
  }
}

/** Claims that the payment has succeeded, whether that is so or not. */
function forged({ object }: Notification): Notification {
  const id = typeof object['payment_id'] === 'string' ? object['payment_id'] : object.id;
  const claim: View = { ...object, id, status: 'succeeded', paid: true, refundable: true };
  return { type: 'notification', event: 'payment.succeeded', object: claim };
}
