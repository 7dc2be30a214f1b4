import type { Fact } from '../facts.ts';
import type { Book } from '../ledger.ts';
import type { ProviderName } from '../provider-name.ts';
import type { Delivery, Webhook, WebhookEvent } from './webhook.ts';

export interface RecordedEvent {
  readonly event: WebhookEvent;
  /** Sandbox time in ms. */
  readonly at: number;
}

// A listener catches up within days; a load test must not fill the memory for ever.
const remembered = 5000;

/** One provider's listeners, what they were to be told, and how far that has got. */
export class WebhookBook implements Book {
  private readonly webhooks = new Map<string, Webhook>();
  private readonly events = new Map<string, RecordedEvent>();
  private readonly waiting = new Map<string, Delivery>();
  private readonly settled = new Map<string, Delivery>();

  constructor(private readonly provider: ProviderName) {}

  webhook(id: string): Webhook | undefined {
    return this.webhooks.get(id);
  }

  registered(): Webhook[] {
    return [...this.webhooks.values()];
  }

  /** Oldest first; the latest 5,000 are remembered. */
  recordedEvents(): RecordedEvent[] {
    return [...this.events.values()];
  }

  event(id: string): WebhookEvent | undefined {
    return this.events.get(id)?.event;
  }

  pending(): Iterable<Delivery> {
    return this.waiting.values();
  }

  /** Settled ones first (the latest 5,000), then those still to be delivered. */
  deliveries(): Delivery[] {
    return [...this.settled.values(), ...this.waiting.values()];
  }

  apply(fact: Fact): void {
    if (fact.type === 'WebhookRegistered' && this.isOwn(fact.webhook)) this.webhooks.set(fact.webhook.id, fact.webhook);
    if (fact.type === 'WebhookDeleted') this.webhooks.delete(fact.webhookId);
    if (fact.type === 'EventRecorded') remember(this.events, fact.event.id, { event: fact.event, at: fact.at });
    if (fact.type === 'DeliveryPlanned' && this.isOwn(fact.delivery)) this.file(fact.delivery);
    if (fact.type === 'DeliveryReleased') {
      this.change(fact.deliveryId, () => ({ dueAt: fact.dueAt, isHeldBack: false }));
    }
    if (fact.type === 'DeliveryAttempted') {
      const { deliveryId, attempt, state, dueAt } = fact;
      this.change(deliveryId, ({ attempts }) => ({ attempts: [...attempts, attempt], state, dueAt }));
    }
  }

  private isOwn({ provider = 'paypal' }: { readonly provider?: ProviderName }): boolean {
    return provider === this.provider;
  }

  private change(id: string, change: (delivery: Delivery) => Partial<Delivery>): void {
    const delivery = this.waiting.get(id);
    if (delivery) this.file({ ...delivery, ...change(delivery) });
  }

  private file(delivery: Delivery): void {
    if (delivery.state === 'pending') {
      this.waiting.set(delivery.id, delivery);
      return;
    }
    this.waiting.delete(delivery.id);
    remember(this.settled, delivery.id, delivery);
  }
}

function remember<Value>(map: Map<string, Value>, id: string, value: Value): void {
  map.set(id, value);
  const [oldest] = map.keys();
  if (map.size > remembered && oldest !== undefined) map.delete(oldest);
}
