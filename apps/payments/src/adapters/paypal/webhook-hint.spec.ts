import { WebhookRejected } from '../../domain/payment.errors.ts';
import { hintIn } from './webhook-hint.ts';

const PAYMENT = '0190a5d8-0000-7000-8000-000000000001';
const about = (event_type: string, resource: unknown) =>
  hintIn(Buffer.from(JSON.stringify({ id: 'WH-1', event_type, resource }))).about;

describe('an event of PayPal', () => {
  it.each([
    [
      'CHECKOUT.ORDER.APPROVED',
      { id: 'ORDER1', purchase_units: [{ custom_id: PAYMENT }] },
      { providerRef: 'ORDER1', paymentId: PAYMENT },
    ],
    [
      'PAYMENT.CAPTURE.COMPLETED',
      { id: 'CAPTURE1', custom_id: PAYMENT, supplementary_data: { related_ids: { order_id: 'ORDER1' } } },
      { captureRef: 'CAPTURE1', providerRef: 'ORDER1', paymentId: PAYMENT },
    ],
    ['PAYMENT.CAPTURE.DENIED', { id: 'CAPTURE1' }, { captureRef: 'CAPTURE1' }],
    [
      'PAYMENT.CAPTURE.REFUNDED',
      { id: 'REFUND1', links: [{ rel: 'up', href: 'https://api-m.paypal.com/v2/payments/captures/CAPTURE1' }] },
      { refundRef: 'REFUND1', captureRef: 'CAPTURE1' },
    ],
    [
      'PAYMENT.CAPTURE.REVERSED',
      { id: 'REVERSAL1', links: [{ rel: 'up', href: 'https://api-m.paypal.com/v2/payments/captures/CAPTURE1' }] },
      { captureRef: 'CAPTURE1' },
    ],
    ['CUSTOMER.DISPUTE.CREATED', { id: 'PPD1' }, {}],
    ['PAYMENT.CAPTURE.COMPLETED', 'not an object', {}],
    ['PAYMENT.CAPTURE.COMPLETED', { id: '../..', custom_id: 'nobody' }, {}],
  ])('says where to look: %s', (kind, resource, expected) => {
    expect(about(kind, resource)).toEqual(expected);
  });

  it.each(['', 'null', '[]', '{}', '{"id":"WH-1"}', '<html>'])('is not read from %s', (body) => {
    expect(() => hintIn(Buffer.from(body))).toThrow(WebhookRejected);
  });
});
