import { money } from '@tovar/contracts';
import { operationKey, type Payment, type PaymentFact, type PaymentRequest } from '../src/domain/payment.ts';
import { type BuyerContact, BuyerContacts } from '../src/domain/buyer-contacts.ts';
import type { ProviderCapture, ProviderPayment } from '../src/domain/payment-provider.ts';

export const PAYMENT_ID = '0190a5d8-0000-7000-8000-000000000001';
export const REDIRECT_URL = 'https://pay.test/checkoutnow?token=ORDER1';
/** Far ahead, so that nothing counted from it passes while a test runs. */
export const NOON = new Date('2126-11-21T12:00:00Z');

/** Orders, asked where receipts go. */
export class KnownContacts extends BuyerContacts {
  constructor(private readonly contact?: BuyerContact) {
    super();
  }

  async of(): Promise<BuyerContact | undefined> {
    return this.contact;
  }
}

/** 29.98 EUR for two cups. */
export function aPaymentRequest(changes: Partial<PaymentRequest> = {}): PaymentRequest {
  return {
    id: PAYMENT_ID,
    orderId: '0190a5d8-0000-7000-8000-000000000002',
    orderNumber: '1001',
    customerId: null,
    provider: 'paypal',
    amount: money(2998n, 'EUR'),
    lines: [{ name: 'Cup', sku: 'CUP-1', quantity: 2, unitPrice: money(1499n, 'EUR') }],
    returnUrl: 'https://shop.test/pay/return',
    cancelUrl: 'https://shop.test/pay/cancel',
    expiresAt: new Date('2126-11-21T12:30:00Z'),
    createdAt: NOON,
    ...changes,
  };
}

/** The same as a payment of which nothing is known but its page. */
export function aPayment(changes: Partial<Payment> = {}): Payment {
  return {
    ...aPaymentRequest(),
    redirectUrl: REDIRECT_URL,
    transactions: [],
    isPaidElsewhere: false,
    awaiting: 0n,
    ...changes,
  };
}

let stored = 0;

/** The payment with these facts. */
export function withFacts(...facts: PaymentFact[]): Payment {
  const transactions = facts.map((fact) => ({
    ...fact,
    id: `0190a5d8-0000-7000-8000-${String(++stored).padStart(12, '0')}`,
  }));
  return aPayment({ transactions });
}

type FactChanges = Partial<PaymentFact>;

const fact =
  (type: PaymentFact['type'], operation: Parameters<typeof operationKey>[1]) =>
  (state: PaymentFact['state'], changes: FactChanges = {}): PaymentFact => ({
    type,
    state,
    amount: money(2998n, 'EUR'),
    idempotencyKey: operationKey(PAYMENT_ID, operation),
    at: NOON,
    ...changes,
  });

export const approval = fact('AUTHORIZE', 'create');
export const capture = fact('CAPTURE', 'capture');
export const giveUp = fact('VOID', 'cancel');
export const refund = fact('REFUND', 'refund-1');
/** As the provider shows it: it has no key of ours. */
export const chargeBack = (state: PaymentFact['state']): PaymentFact => ({
  ...capture(state, { providerRef: 'CAPTURE1' }),
  type: 'CHARGEBACK',
  idempotencyKey: 'paypal:CAPTURE1',
});

const opened = [approval('REQUESTED'), approval('PENDING', { providerRef: 'ORDER1' })];
const agreed = [...opened, approval('SUCCEEDED', { providerRef: 'ORDER1' })];
const asked = [...agreed, capture('REQUESTED')];
const taken = [...asked, capture('SUCCEEDED', { providerRef: 'CAPTURE1' })];

/** Nobody will take what the buyer has agreed to. */
export const letGo = approval('FAILED', { providerRef: 'ORDER1', reason: 'CANCELLED_BY_SHOP' });

/** Usual lives of a payment up to a point. */
export const upTo = { opened, agreed, asked, taken };

/** What the provider shows of the payment. */
export function shown(changes: Partial<ProviderPayment> = {}): ProviderPayment {
  return {
    providerRef: 'ORDER1',
    paymentId: PAYMENT_ID,
    amount: money(2998n, 'EUR'),
    status: 'approved',
    captures: [],
    refunds: [],
    ...changes,
  };
}

export function aCapture(changes: Partial<ProviderCapture> = {}): ProviderCapture {
  return {
    providerRef: 'CAPTURE1',
    amount: money(2998n, 'EUR'),
    state: 'SUCCEEDED',
    isGivenBack: false,
    isChargedBack: false,
    ...changes,
  };
}
