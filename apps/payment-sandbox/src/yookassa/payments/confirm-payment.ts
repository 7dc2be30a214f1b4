import type { SandboxClock } from '../../clock.ts';
import type { Fact } from '../../facts.ts';
import type { Announce } from '../notifications/announce.ts';
import type { Payment } from './payment.ts';
import type { SettlePayment } from './settle-payment.ts';
import type { Views } from './views.ts';

/** How long a bank holds the money of a card for the shop. */
export const holdMs = 7 * 86_400_000;

/** Why a bank or YooKassa may say no to a buyer; the first is what the page proposes. */
export const failures: Readonly<Record<string, 'payment_network' | 'yoo_money'>> = {
  insufficient_funds: 'payment_network',
  '3d_secure_failed': 'payment_network',
  call_issuer: 'payment_network',
  card_expired: 'payment_network',
  country_forbidden: 'yoo_money',
  fraud_suspected: 'yoo_money',
  general_decline: 'payment_network',
  identification_required: 'yoo_money',
  internal_timeout: 'yoo_money',
  invalid_card_number: 'payment_network',
  invalid_csc: 'payment_network',
  issuer_unavailable: 'payment_network',
  payment_method_limit_exceeded: 'yoo_money',
  payment_method_restricted: 'payment_network',
};

/** The buyer's side of a payment that is still pending. */
export class ConfirmPayment {
  constructor(
    private readonly clock: SandboxClock,
    private readonly settle: SettlePayment,
    private readonly announce: Announce,
    private readonly views: Views,
  ) {}

  /** The buyer pays: the money is held for the shop, or is the shop's at once when it asked for that. */
  pay(payment: Payment): readonly Fact[] {
    if (!payment.isTwoStage) return this.settle.succeeded(payment).facts;
    const expiresAt = this.clock.now() + holdMs;
    const after: Payment = { ...payment, status: 'waiting_for_capture', expiresAt };
    return [
      { type: 'YooKassaPaymentHeld', paymentId: payment.id, expiresAt },
      ...this.announce.facts('payment.waiting_for_capture', this.views.payment(after)),
    ];
  }

  /** The payment fails for good; another try is another payment. */
  fail(payment: Payment, reason: string): readonly Fact[] {
    return this.settle.canceled(payment, { party: failures[reason] ?? 'payment_network', reason }).facts;
  }
}
