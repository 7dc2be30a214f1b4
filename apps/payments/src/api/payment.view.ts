import { moneyView, toView } from '@tovar/contracts';
import { z } from 'zod';
import type { PaymentDetails } from '../queries/payment-history.ts';

const transactionView = z.object({
  type: z.string(),
  state: z.string(),
  amount: moneyView,
  createdAt: z.iso.datetime(),
});

/** A payment as REST answers it: these keys and no others, whatever else is known of it. */
export const paymentView = z.object({
  id: z.uuid(),
  orderId: z.uuid(),
  state: z.string(),
  provider: z.string(),
  amount: moneyView,
  refunded: moneyView.describe('how much of it is with the buyer again'),
  redirectUrl: z.string().nullable(),
  createdAt: z.iso.datetime(),
  attention: z.string().nullable().describe('why somebody of the staff has to look at it; for staff alone'),
  transactions: z.array(transactionView),
});

export type PaymentResource = z.output<typeof paymentView>;

export function toPaymentView(payment: PaymentDetails): PaymentResource {
  const { id, orderId, state, provider, redirectUrl } = payment;
  return {
    id,
    orderId,
    state,
    provider,
    amount: toView(payment.amount),
    refunded: toView(payment.refunded),
    redirectUrl,
    createdAt: payment.createdAt.toISOString(),
    attention: payment.attention,
    transactions: payment.transactions.map(({ type, state: reached, amount, createdAt }) => ({
      type,
      state: reached,
      amount: toView(amount),
      createdAt: createdAt.toISOString(),
    })),
  };
}
