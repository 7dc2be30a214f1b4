import type { View } from '../orders/views.ts';

/** The events that the sandbox knows, with their resource type and the summary a person reads. */
export const eventKinds = {
  'CHECKOUT.ORDER.APPROVED': kind('checkout-order', () => 'An order has been approved by buyer'),
  'CHECKOUT.ORDER.COMPLETED': kind('checkout-order', () => 'Checkout Order Completed'),
  'CHECKOUT.PAYMENT-APPROVAL.REVERSED': kind('checkout-order', () => 'A payment has been reversed after approval.'),
  'PAYMENT.CAPTURE.COMPLETED': kind('capture', (resource) => `Payment completed for ${amountOf(resource)}`),
  'PAYMENT.CAPTURE.PENDING': kind('capture', (resource) => `Payment pending for ${amountOf(resource)}`),
  'PAYMENT.CAPTURE.DENIED': kind('capture', (resource) => `A ${amountOf(resource)} capture payment was denied`),
  'PAYMENT.CAPTURE.DECLINED': kind('capture', (resource) => `A ${amountOf(resource)} capture payment was declined`),
  'PAYMENT.CAPTURE.REFUNDED': kind('refund', (resource) => `A ${amountOf(resource)} capture payment was refunded`),
  'PAYMENT.CAPTURE.REVERSED': kind('refund', (resource) => `A ${amountOf(resource)} capture payment was reversed`),
  'PAYMENT.REFUND.PENDING': kind('refund', (resource) => `A ${amountOf(resource)} refund is pending`),
  'PAYMENT.REFUND.FAILED': kind('refund', (resource) => `A ${amountOf(resource)} refund failed`),
} as const;
export type EventName = keyof typeof eventKinds;

export function isEventName(name: string): name is EventName {
  return Object.hasOwn(eventKinds, name);
}

function kind(resourceType: 'checkout-order' | 'capture' | 'refund', summary: (resource: View) => string) {
  return { resourceType, summary };
}

function amountOf({ amount }: View): string {
  const { value, currency_code } = amount as { value: string; currency_code: string };
  return `${value} ${currency_code}`;
}
