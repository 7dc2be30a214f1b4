import { MoneyError } from '@tovar/contracts';
import { UnknownOutcome } from '../../domain/payment.errors.ts';
import type { ProviderCapture, ProviderPayment, ProviderRefund } from '../../domain/payment-provider.ts';
import { type CaptureAnswer, type OrderAnswer, paypalId, type RefundAnswer } from './paypal-answers.ts';
import { fromPayPal } from './paypal-money.ts';

const STATUS: Readonly<Record<OrderAnswer['status'], ProviderPayment['status']>> = {
  CREATED: 'waiting',
  SAVED: 'waiting',
  PAYER_ACTION_REQUIRED: 'waiting',
  APPROVED: 'approved',
  COMPLETED: 'completed',
  VOIDED: 'voided',
};
const CAPTURE_STATE: Readonly<Record<CaptureAnswer['status'], ProviderCapture['state']>> = {
  COMPLETED: 'SUCCEEDED',
  PARTIALLY_REFUNDED: 'SUCCEEDED',
  REFUNDED: 'SUCCEEDED',
  PENDING: 'PENDING',
  DECLINED: 'FAILED',
  FAILED: 'FAILED',
};
const REFUND_STATE: Readonly<Record<RefundAnswer['status'], ProviderRefund['state']>> = {
  COMPLETED: 'SUCCEEDED',
  PENDING: 'PENDING',
  FAILED: 'FAILED',
  CANCELLED: 'FAILED',
};

/** PayPal's order in the words of the port. `buyerPages` are the origins to which a buyer may be sent. */
export function toProviderPayment(order: OrderAnswer, buyerPages: readonly string[]): ProviderPayment {
  const [unit] = order.purchase_units;
  return {
    providerRef: order.id,
    paymentId: unit.custom_id,
    amount: readable(() => fromPayPal(unit.amount)),
    status: STATUS[order.status],
    redirectUrl: order.links.find(({ rel, href }) => isBuyerLink(rel) && isOnOneOf(buyerPages, href))?.href,
    captures: unit.payments.captures.map(toCapture),
    refunds: unit.payments.refunds.map((refund) => toProviderRefund(refund)),
  };
}

export function toProviderRefund(refund: RefundAnswer): ProviderRefund {
  return {
    providerRef: refund.id,
    key: refund.invoice_id,
    captureRef: captureRefIn(refund.links),
    amount: readable(() => fromPayPal(refund.amount)),
    state: REFUND_STATE[refund.status],
    reason: refund.status_details?.reason,
  };
}

/** The id of the capture that a refund belongs to; only the id is taken from the link, never its address. */
export function captureRefIn(links: readonly { rel: string; href: string }[]): string | undefined {
  const href = links.find(({ rel }) => rel === 'up')?.href;
  return paypalId.safeParse(href?.split('/').at(-1)).data;
}

/** Two names for the same link: which of them comes depends on how the order was made. */
function isBuyerLink(rel: string): boolean {
  return rel === 'payer-action' || rel === 'approve';
}

function isOnOneOf(origins: readonly string[], href: string): boolean {
  const url = URL.parse(href);
  return url !== null && !url.username && !url.password && origins.includes(url.origin);
}

function toCapture(capture: CaptureAnswer): ProviderCapture {
  const reason = capture.status_details?.reason;
  const isGivenBack = capture.status === 'REFUNDED';
  return {
    providerRef: capture.id,
    amount: readable(() => fromPayPal(capture.amount)),
    state: CAPTURE_STATE[capture.status],
    reason,
    isGivenBack,
    isChargedBack: isGivenBack && reason === 'CHARGEBACK',
  };
}

function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof MoneyError)) throw error;
    throw new UnknownOutcome('read an answer of PayPal', error.message, { cause: error });
  }
}
