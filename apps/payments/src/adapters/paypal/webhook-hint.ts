import { WebhookRejected } from '../../domain/payment.errors.ts';
import type { PaymentClaim, WebhookHint } from '../../domain/payment-provider.ts';
import { type EventBody, eventBody } from './paypal-answers.ts';
import { captureRefIn } from './provider-views.ts';

const CLAIMS: Readonly<Record<string, PaymentClaim>> = {
  'CHECKOUT.ORDER.APPROVED': 'approved',
  'CHECKOUT.ORDER.COMPLETED': 'captured',
  'PAYMENT.CAPTURE.COMPLETED': 'captured',
};

/** Where an event tells us to look. Throws `WebhookRejected` for a body that is no event. */
export function hintIn(body: Buffer): Omit<WebhookHint, 'transmissionId'> {
  const event = eventBody.safeParse(parsed(body)).data;
  if (!event) throw new WebhookRejected('the body is not an event');
  const { id: eventId, event_type: kind } = event;
  return { eventId, kind, claims: CLAIMS[kind], about: placeOf(event) };
}

/** Empty for an event that leads nowhere. */
export function placeOf(event: EventBody): WebhookHint['about'] {
  return named(aboutIn(event));
}

function aboutIn({ event_type: kind, resource }: EventBody): WebhookHint['about'] {
  const { id, custom_id: paymentId, links } = resource;
  if (kind.startsWith('CHECKOUT.')) return { providerRef: id, paymentId: resource.purchase_units?.[0]?.custom_id };
  if (kind === 'PAYMENT.CAPTURE.REFUNDED' || kind.startsWith('PAYMENT.REFUND.')) {
    return { refundRef: id, captureRef: captureRefIn(links), paymentId };
  }
  if (kind === 'PAYMENT.CAPTURE.REVERSED') return { captureRef: captureRefIn(links), paymentId };
  if (!kind.startsWith('PAYMENT.CAPTURE.')) return {};
  return { captureRef: id, providerRef: resource.supplementary_data?.related_ids.order_id, paymentId };
}

/** Without what is not known: an empty hint leads nowhere. */
function named(about: WebhookHint['about']): WebhookHint['about'] {
  return Object.fromEntries(Object.entries(about).filter(([, ref]) => ref !== undefined));
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
