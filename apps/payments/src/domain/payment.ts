import type { Money } from '@tovar/contracts';

/** What can be done to a payment at its provider. */
export const transactionTypes = ['AUTHORIZE', 'CAPTURE', 'VOID', 'REFUND', 'CHARGEBACK'] as const;
export type TransactionType = (typeof transactionTypes)[number];

/** How far it got: stored before the provider is asked, under way there, or settled. */
export const transactionStates = ['REQUESTED', 'PENDING', 'SUCCEEDED', 'FAILED'] as const;
export type TransactionState = (typeof transactionStates)[number];

/** One thing that is known of a payment. Facts are only ever added; all else about a payment follows from them. */
export interface PaymentFact {
  readonly type: TransactionType;
  readonly state: TransactionState;
  readonly amount: Money;
  /** Names the operation: all that is learnt of one operation has the same key. */
  readonly idempotencyKey: string;
  /** The provider's id of what the operation made. */
  readonly providerRef?: string;
  /** Why it failed or is pending, in the provider's or our own fixed words. */
  readonly reason?: string;
  readonly at: Date;
}

/** A fact that is stored. */
export interface PaymentTransaction extends PaymentFact {
  /** A UUID. */
  readonly id: string;
}

/** What the provider shows to the buyer. */
export interface PaymentLine {
  readonly name: string;
  readonly sku: string;
  readonly quantity: number;
  readonly unitPrice: Money;
}

/** What the amount is made of: items − discount + delivery. */
export interface PaymentBreakdown {
  readonly items: Money;
  readonly discount: Money;
  readonly delivery: Money;
}

/** What orders asked for. It never changes, so that a repeated call to the provider is the same call. */
export interface PaymentRequest {
  readonly id: string;
  readonly orderId: string;
  readonly orderNumber: string;
  /** Null for a guest. */
  readonly customerId: string | null;
  readonly provider: string;
  readonly amount: Money;
  readonly lines: readonly PaymentLine[];
  /** Missing where the lines are all of it. */
  readonly breakdown?: PaymentBreakdown;
  /** Where the provider sends the buyer afterwards. */
  readonly returnUrl: string;
  readonly cancelUrl: string;
  /** A payment that could not be started until then is not started any more. */
  readonly expiresAt: Date;
  readonly createdAt: Date;
}

/** A payment as it is known now. */
export interface Payment extends PaymentRequest {
  readonly transactions: readonly PaymentTransaction[];
  /** The provider's page, once it is known. */
  readonly redirectUrl?: string;
  /** True when another payment of the same order has been captured, or is being captured. */
  readonly isPaidElsewhere: boolean;
  /** What staff want to give back and a second person has not agreed to yet, in minor units. */
  readonly awaiting: bigint;
}

/** The key of an operation at the provider: the same whenever it is asked again, stored before it is asked first. */
export function operationKey(
  paymentId: string,
  operation: 'create' | 'capture' | 'cancel' | `refund-${number}`,
): string {
  return `pay-${paymentId}-${operation}`;
}

/** True for the key of a refund that we asked for; one that was made by hand at the provider has another. */
export function isRefundKey(paymentId: string, key: string | undefined): key is string {
  return key?.startsWith(`pay-${paymentId}-refund-`) ?? false;
}

/** Where the provider sends the buyer: by the payment's own id, because what a provider adds proves nothing. */
export function wayBack(publicUrl: string, outcome: 'return' | 'cancel', paymentId: string): string {
  return `${publicUrl}/pay/${outcome}?payment=${paymentId}`;
}

/** The key of what we did not ask for: a refund by hand, a charge-back. */
export function keyElsewhere(provider: string, providerRef: string): string {
  return `${provider}:${providerRef}`;
}

export function isMadeElsewhere(key: string): boolean {
  return key.includes(':');
}

/** Two reports of one and the same fact. */
function isSameFact(left: PaymentFact, right: PaymentFact): boolean {
  return (
    left.type === right.type &&
    left.state === right.state &&
    left.idempotencyKey === right.idempotencyKey &&
    left.providerRef === right.providerRef
  );
}

/** The facts that are not known yet, each once. */
export function newFacts(known: readonly PaymentFact[], told: readonly PaymentFact[]): PaymentFact[] {
  const fresh: PaymentFact[] = [];
  for (const fact of told) {
    if (![...known, ...fresh].some((other) => isSameFact(other, fact))) fresh.push(fact);
  }
  return fresh;
}
