import type { Addresses } from '../../addresses.ts';
import { shifted, toAmount } from './amount.ts';
import type { PaymentBook } from './payment-book.ts';
import type { Payment, Refund } from './payment.ts';

/** A resource as YooKassa shows it. */
export interface View {
  readonly id: string;
  readonly status: string;
  readonly [member: string]: unknown;
}

/** Draws payments and refunds as YooKassa's JSON; `shopId` is whose they are. */
export class Views {
  constructor(
    private readonly book: PaymentBook,
    private readonly addresses: Addresses,
    private readonly shopId: string,
  ) {}

  payment(payment: Payment): View {
    const { id, status, description, metadata, cancellation, capturedAt, merchantCustomerId } = payment;
    const isPaid = status === 'waiting_for_capture' || status === 'succeeded';
    const refunded = this.book.refundedMinor(id);
    return {
      id,
      status,
      paid: isPaid,
      amount: payment.amount,
      ...(status === 'pending' && { confirmation: this.confirmation(payment) }),
      ...(status === 'waiting_for_capture' && { expires_at: isoTime(payment.expiresAt) }),
      ...(isPaid && { payment_method: bankCard(id), authorization_details: authorization }),
      created_at: isoTime(payment.createdAt),
      ...(capturedAt !== undefined && {
        captured_at: isoTime(capturedAt),
        refunded_amount: toAmount(payment.amount.currency, refunded),
      }),
      ...(description && { description }),
      metadata,
      ...(merchantCustomerId && { merchant_customer_id: merchantCustomerId }),
      ...(payment.hasReceipt && { receipt_registration: capturedAt === undefined ? 'pending' : 'succeeded' }),
      ...(cancellation && { cancellation_details: cancellation }),
      recipient: { account_id: this.shopId, gateway_id: '100700' },
      refundable: status === 'succeeded',
      test: true,
    };
  }

  refund(refund: Refund): View {
    const { id, status, amount, description, metadata, cancellation, paymentId } = refund;
    return {
      id,
      status,
      amount,
      created_at: isoTime(refund.createdAt),
      payment_id: paymentId,
      ...(description && { description }),
      metadata,
      ...(cancellation && { cancellation_details: cancellation }),
    };
  }

  private confirmation({ id, returnUrl }: Payment): object {
    return { type: 'redirect', return_url: returnUrl, confirmation_url: this.addresses.confirmation(id) };
  }
}

/** The same, its amount wrong by some minor units. */
export function skewed<Paid extends Pick<Payment, 'amount'>>(paid: Paid, minor: bigint): Paid {
  return minor === 0n ? paid : { ...paid, amount: shifted(paid.amount, minor) };
}

const authorization = { rrn: '10000000000', auth_code: '000000', three_d_secure: { applied: true } };

/** The only buyer there is pays by the official test card. */
function bankCard(paymentId: string): object {
  const card = { first6: '555555', last4: '4477', expiry_month: '07', expiry_year: '2030', card_type: 'MasterCard' };
  return { type: 'bank_card', id: paymentId, saved: false, status: 'inactive', title: 'Bank card *4477', card };
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
