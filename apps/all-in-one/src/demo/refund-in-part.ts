import { randomUUID } from 'node:crypto';
import { CommandLineError } from '../command-line.ts';
import { followOrder } from './follow-order.ts';
import type { Narrator } from './narrator.ts';
import type { ShopClient } from './shop-client.ts';

interface PaidOrder {
  readonly order: {
    readonly payments: readonly {
      readonly id: string;
      readonly amount: { readonly amount: string; readonly currency: string };
    }[];
  };
}

interface Refunding {
  readonly refundPayment: {
    readonly refund: { readonly amount: { readonly decimal: string; readonly currency: string } } | null;
    readonly errors: readonly { readonly code: string }[];
  };
}

/** Somebody of the staff gives a tenth of an order's money back; its customer sees it live. */
export async function refundInPart(
  { customer, staff }: { readonly customer: ShopClient; readonly staff: ShopClient },
  orderId: string,
  narrator: Narrator,
): Promise<void> {
  const { order } = await staff.graphql<PaidOrder>(
    'query ($id: ID!) { order(id: $id) { payments { id amount { amount currency } } } }',
    { id: orderId },
  );
  const [payment] = order.payments;
  if (!payment) throw new CommandLineError('The order has no payment.');
  const { currency } = payment.amount;
  const amount = `${BigInt(payment.amount.amount) / 10n}`;

  const following = followOrder(customer, { id: orderId, until: 'PARTIALLY_REFUNDED' }, narrator);
  const { refundPayment } = await staff.graphql<Refunding>(
    `mutation ($input: RefundPaymentInput!) {
      refundPayment(input: $input) { refund { amount { decimal currency } } errors { code } }
    }`,
    {
      input: {
        paymentId: payment.id,
        amount: { amount, currency },
        reason: 'A scratch on the box',
        idempotencyKey: randomUUID(),
      },
    },
  );
  const { refund, errors } = refundPayment;
  if (!refund) throw new CommandLineError(`The refund was refused: ${errors.map(({ code }) => code).join(', ')}`);
  narrator.say(`the staff gives ${refund.amount.decimal} ${refund.amount.currency} back`);
  await following;
}
