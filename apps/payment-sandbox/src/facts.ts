import type { OrderFact } from './paypal/orders/order.ts';
import type { WebhookFact } from './webhooks/webhook.ts';
import type { PaymentFact as YooKassaFact } from './yookassa/payments/payment.ts';

/** What a provider remembers of a request that was carried out, so that its repetition changes nothing. */
export interface KeptAnswer {
  /** The operation; the same key means something else on another one. */
  readonly scope: string;
  readonly key: string;
  /** Equal for equal requests. */
  readonly fingerprint: string;
  /** What the request made; a replay answers with its latest state, unless there is a `body`. */
  readonly resourceId: string;
  /** The first answer, from a provider that repeats it word for word. */
  readonly body?: object;
  /** Sandbox time in ms from which the key is free again. */
  readonly forgetAt: number;
}

export type ClockAdvanced = { readonly type: 'ClockAdvanced'; readonly seconds: number };
export type AnswerKept = { readonly type: 'AnswerKept'; readonly answer: KeptAnswer };

/** Everything that can have happened in the sandbox; a new provider adds its own facts. */
export type Fact = ClockAdvanced | AnswerKept | OrderFact | WebhookFact | YooKassaFact;
