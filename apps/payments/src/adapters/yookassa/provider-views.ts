import { MoneyError } from '@tovar/contracts';
import { UnknownOutcome } from '../../domain/payment.errors.ts';
import { CANCELLED_BY_SHOP, EXPIRED } from '../../domain/payment-progress.ts';
import type { ProviderCapture, ProviderPayment, ProviderRefund } from '../../domain/payment-provider.ts';
import type { PaymentAnswer, RefundAnswer } from './yookassa-answers.ts';
import type { YooKassaEnvironment } from './yookassa-environment.ts';
import { fromYooKassa } from './yookassa-money.ts';

const STATUS: Readonly<Record<PaymentAnswer['status'], ProviderPayment['status']>> = {
  pending: 'waiting',
  waiting_for_capture: 'approved',
  succeeded: 'completed',
  canceled: 'voided',
};
const REFUND_STATE: Readonly<Record<RefundAnswer['status'], ProviderRefund['state']>> = {
  pending: 'PENDING',
  succeeded: 'SUCCEEDED',
  canceled: 'FAILED',
};
/** YooKassa's words that we have our own for. */
const REASONS: Readonly<Record<string, string>> = {
  expired_on_confirmation: EXPIRED,
  expired_on_capture: EXPIRED,
  canceled_by_merchant: CANCELLED_BY_SHOP,
};

/** YooKassa's payment in the words of the port: payment and capture are one object there, with one id. */
export function toProviderPayment(
  payment: PaymentAnswer,
  refunds: readonly RefundAnswer[],
  environment: YooKassaEnvironment,
): ProviderPayment {
  return {
    providerRef: payment.id,
    paymentId: isOurs(payment, environment) ? payment.metadata.payment_id : undefined,
    amount: readable(() => fromYooKassa(payment.amount)),
    status: STATUS[payment.status],
    reason: wordFor(payment.cancellation_details?.reason),
    redirectUrl: buyerPage(payment, environment),
    captures: payment.status === 'succeeded' ? [toCapture(payment)] : [],
    refunds: refunds.map(toProviderRefund),
  };
}

export function toProviderRefund(refund: RefundAnswer): ProviderRefund {
  return {
    providerRef: refund.id,
    key: refund.metadata.key,
    captureRef: refund.payment_id,
    amount: readable(() => fromYooKassa(refund.amount)),
    state: REFUND_STATE[refund.status],
    reason: wordFor(refund.cancellation_details?.reason),
  };
}

/** Play money for a live shop, or a payment to somebody else, is none of ours, whatever id it carries. */
function isOurs({ test, recipient }: PaymentAnswer, { isTest, shopId }: YooKassaEnvironment): boolean {
  return test === isTest && recipient.account_id === shopId;
}

function buyerPage({ confirmation }: PaymentAnswer, { buyerPages }: YooKassaEnvironment): string | undefined {
  const url = URL.parse(confirmation?.confirmation_url ?? '');
  const isKnown = url !== null && !url.username && !url.password && buyerPages.includes(url.origin);
  return isKnown ? url.href : undefined;
}

function toCapture({ id, amount, refunded_amount: refunded }: PaymentAnswer): ProviderCapture {
  return {
    providerRef: id,
    amount: readable(() => fromYooKassa(amount)),
    state: 'SUCCEEDED',
    isGivenBack: refunded !== undefined && readable(() => fromYooKassa(refunded).amount >= fromYooKassa(amount).amount),
    isChargedBack: false,
  };
}

function wordFor(reason: string | undefined): string | undefined {
  return reason && (REASONS[reason] ?? reason.toUpperCase());
}

function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof MoneyError)) throw error;
    throw new UnknownOutcome('read an answer of YooKassa', error.message, { cause: error });
  }
}
