import type { Money } from '@tovar/contracts';
import type { PaymentRequest } from './payment.ts';

/** A payment as its provider shows it: the only source of truth about what happened to the money. */
export interface ProviderPayment {
  /** The provider's id of it. */
  readonly providerRef: string;
  /** Our id, as the provider kept it. */
  readonly paymentId?: string;
  readonly amount: Money;
  readonly status: 'waiting' | 'approved' | 'completed' | 'voided';
  /** Why it is voided, in fixed words; `EXPIRED` and `CANCELLED_BY_SHOP` are ours. */
  readonly reason?: string;
  /** The page to which the buyer has to go; known while the provider waits for the buyer. */
  readonly redirectUrl?: string;
  readonly captures: readonly ProviderCapture[];
  /** Those that the provider lists with the payment; there may be others. */
  readonly refunds: readonly ProviderRefund[];
}

export interface ProviderCapture {
  readonly providerRef: string;
  readonly amount: Money;
  readonly state: 'PENDING' | 'SUCCEEDED' | 'FAILED';
  /** Why it is pending or failed. */
  readonly reason?: string;
  /** True when nothing of it is left with us. */
  readonly isGivenBack: boolean;
  /** True when the buyer's bank took it back. */
  readonly isChargedBack: boolean;
}

export interface ProviderRefund {
  readonly providerRef: string;
  /** The key under which we asked for it; missing when somebody refunded by hand. */
  readonly key?: string;
  readonly captureRef?: string;
  readonly amount: Money;
  readonly state: 'PENDING' | 'SUCCEEDED' | 'FAILED';
  readonly reason?: string;
}

export interface RefundRequest {
  readonly paymentId: string;
  readonly orderId: string;
  readonly captureRef: string;
  readonly amount: Money;
  readonly key: string;
  /** When it was first asked for: a provider may have forgotten the key since. */
  readonly askedAt: Date;
}

/** A notification as it came in; the body is what was sent, byte for byte. */
export interface WebhookDelivery {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  /** The address that it came from, as the nearest trusted proxy tells it; empty when nobody knows. */
  readonly peer: string;
}

/** The two steps of a payment that goes well. */
export const paymentClaims = ['approved', 'captured'] as const;
export type PaymentClaim = (typeof paymentClaims)[number];

/** What a notification says it is about. It is a hint where to look, and never a fact. */
export interface WebhookHint {
  /** The same whenever the provider tells this again. */
  readonly eventId: string;
  readonly transmissionId: string;
  readonly kind: string;
  /** What it says has happened, where that is plain: what is known already need not be looked at again. */
  readonly claims?: PaymentClaim;
  readonly about: {
    readonly paymentId?: string;
    readonly providerRef?: string;
    readonly captureRef?: string;
    readonly refundRef?: string;
  };
}

/**
 * A payment provider with a hosted page. Calls that change something carry a key: repeated under the same key they take
 * effect once. Each call either answers, or throws `ProviderRefused` when the provider said no and did nothing, or
 * `UnknownOutcome` when it may have been done. Answers are checked before they are believed.
 */
export abstract class PaymentProvider {
  /** Stored with each payment; it never changes. */
  abstract readonly name: string;

  /** Whether payments in this currency can be made here. */
  abstract takes(currency: string): boolean;

  /** Opens a payment that waits for its buyer. Nothing is charged. The answer has a redirect URL on the provider's host. */
  abstract create(request: PaymentRequest, key: string): Promise<ProviderPayment>;

  /** What is true now. Throws `ProviderRefused` with the reason NOT_FOUND for a payment that lapsed. */
  abstract fetch(providerRef: string): Promise<ProviderPayment>;

  /** Takes the whole approved amount. What an earlier call has captured is not captured again: it is simply shown. */
  abstract capture(providerRef: string, key: string): Promise<ProviderPayment>;

  /** Lets go of what was approved and not captured, where the provider holds it; otherwise there is nothing to call. */
  abstract cancel(providerRef: string, key: string): Promise<'cancelled' | 'not-supported'>;

  /** Gives money of a capture back. */
  abstract refund(request: RefundRequest): Promise<ProviderRefund>;

  abstract fetchRefund(refundRef: string): Promise<ProviderRefund>;

  /** Names each payment that something may have happened to in this time, perhaps more than once and in any order. */
  abstract listSince(from: Date, until: Date): AsyncIterable<WebhookHint['about']>;

  /**
   * Proves that a notification comes from the provider and reads what it is about. Throws `WebhookRejected` or
   * `WebhookFromStranger` when it does not, and `UnknownOutcome` when that cannot be checked now, so that the provider sends it again.
   */
  abstract readWebhook(delivery: WebhookDelivery): Promise<WebhookHint>;
}
