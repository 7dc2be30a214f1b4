import type { ProviderName } from '../provider-name.ts';

/** A registered listener. */
export interface Webhook {
  readonly id: string;
  /** Whose notifications it gets; PayPal's where nothing is said. */
  readonly provider?: ProviderName;
  readonly url: string;
  /** Event names, or `*` for all. */
  readonly eventTypes: readonly string[];
  /** The webhook of the program that the sandbox was started by, which may move to another URL and keep its id. */
  readonly belongsToHost?: boolean;
}

/** A notification of PayPal as it is sent; its JSON text is what gets signed. */
export interface WebhookEvent {
  readonly id: string;
  readonly event_version: '1.0';
  readonly create_time: string;
  readonly resource_type: string;
  readonly resource_version: '2.0';
  readonly event_type: string;
  readonly summary: string;
  readonly resource: Readonly<Record<string, unknown>>;
  readonly links: readonly { readonly href: string; readonly rel: string; readonly method: string }[];
}

/** One try to deliver. */
export interface DeliveryAttempt {
  /** Sandbox time in ms. */
  readonly at: number;
  readonly status?: number;
  readonly error?: string;
}

/** One event on its way to one listener, with all its tries. */
export interface Delivery {
  readonly id: string;
  /** PayPal where nothing is said. */
  readonly provider?: ProviderName;
  readonly eventId: string;
  readonly webhookId: string;
  /** Set when the event goes to a URL that no webhook is registered for. */
  readonly url?: string;
  readonly transmissionId: string;
  /** Machine time, RFC 3339; every try repeats it. */
  readonly transmissionTime: string;
  readonly state: 'pending' | 'delivered' | 'given-up' | 'dropped';
  /** Sandbox time in ms of the next try. */
  readonly dueAt: number;
  /** Waits until a later event has overtaken it, or until it is due. */
  readonly isHeldBack?: boolean;
  /** What is sent, when it is none of the recorded events: simulated, forged, or of a provider that records none. */
  readonly unlisted?: object;
  /** A lie that somebody else tells the listener: not signed well, if it can be signed at all, and sent once. */
  readonly isForged?: boolean;
  readonly attempts: readonly DeliveryAttempt[];
}

export type WebhookFact =
  | { readonly type: 'WebhookRegistered'; readonly webhook: Webhook }
  | { readonly type: 'WebhookDeleted'; readonly webhookId: string }
  | { readonly type: 'EventRecorded'; readonly event: WebhookEvent; readonly at: number }
  | { readonly type: 'DeliveryPlanned'; readonly delivery: Delivery }
  | { readonly type: 'DeliveryReleased'; readonly deliveryId: string; readonly dueAt: number }
  | {
      readonly type: 'DeliveryAttempted';
      readonly deliveryId: string;
      readonly attempt: DeliveryAttempt;
      readonly state: Delivery['state'];
      readonly dueAt: number;
    };
