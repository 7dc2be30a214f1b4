import type { Capture, Order, Refund } from '../orders/order.ts';
import type { View, Views } from '../orders/views.ts';
import { eventKinds, type EventName } from './event-kinds.ts';

const at = Date.UTC(2026, 0, 1);
const amount = { currency_code: 'USD', value: '100.00' };

const order: Order = {
  id: '5O190127TN364715T',
  intent: 'CAPTURE',
  status: 'APPROVED',
  awaiting: 'CREATED',
  units: [{ reference_id: 'default', amount }],
  experience: {},
  createdAt: at,
  updatedAt: at,
  expiresAt: at,
};
const capture: Capture = {
  id: '3C679366HH908993F',
  orderId: order.id,
  referenceId: 'default',
  amount,
  createdAt: at,
};
const refund: Refund = { id: '1JU08902781691411', captureId: capture.id, amount, createdAt: at };

/** What a simulated event is about; none of it exists. */
export function sampleResource(name: EventName, views: Views): View {
  const { resourceType } = eventKinds[name];
  if (resourceType === 'capture') return views.capture(capture);
  return resourceType === 'refund' ? views.refund(refund) : views.order(order);
}
