import { WebhookFromStranger, WebhookRejected } from '../../domain/payment.errors.ts';
import type { PaymentClaim, WebhookDelivery, WebhookHint } from '../../domain/payment-provider.ts';
import { notificationBody } from './yookassa-answers.ts';

const CLAIMS: Readonly<Record<string, PaymentClaim>> = {
  'payment.waiting_for_capture': 'approved',
  'payment.succeeded': 'captured',
};

/**
 * Where a notification tells us to look. YooKassa signs nothing: the address that it comes from is all the proof there
 * is, and so what it says is used for nothing but to look. Throws `WebhookFromStranger` or `WebhookRejected`.
 */
export function hintIn({ body, peer }: WebhookDelivery, isSender: (ip: string) => boolean): WebhookHint {
  if (!isSender(peer)) throw new WebhookFromStranger();
  const notification = notificationBody.safeParse(parsed(body)).data;
  if (!notification) throw new WebhookRejected('the body is not a notification');
  const { event, object } = notification;
  const eventId = `${event}:${object.id}:${object.status}`;
  const about = event.startsWith('refund.') ? refundIn(object) : paymentIn(event, object);
  return { eventId, transmissionId: eventId, kind: event, claims: CLAIMS[event], about };
}

type NotifiedObject = ReturnType<typeof notificationBody.parse>['object'];

function refundIn({ id: refundRef, payment_id: providerRef }: NotifiedObject): WebhookHint['about'] {
  return { refundRef, ...(providerRef && { providerRef, captureRef: providerRef }) };
}

/** Also events about cards and payouts come here; they lead nowhere. */
function paymentIn(event: string, { id: providerRef, metadata }: NotifiedObject): WebhookHint['about'] {
  if (!event.startsWith('payment.')) return {};
  return { providerRef, ...(metadata.payment_id && { paymentId: metadata.payment_id }) };
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
