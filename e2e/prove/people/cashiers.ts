import { randomUUID } from 'node:crypto';
import type { Random } from '@tovar/testing';
import { end, type History } from '../history.ts';
import type { Staff } from './staff.ts';

/** Two of the staff, who give back money of one order. */
export interface Cashiers {
  readonly first: Staff;
  readonly second: Staff;
}

interface Paid {
  readonly orderId: string;
  readonly buyer: number;
  readonly history: History;
  readonly random: Random;
}

interface Money {
  readonly amount: string;
  readonly currency: string;
}

/** What either of the two may do with it, as the shop answers. */
interface Answered {
  readonly refund: { readonly id: string; readonly status: string } | null;
  readonly errors: readonly { readonly code: string }[];
}

const PAYMENTS = 'query ($id: ID!) { order(id: $id) { payments { id amount { amount currency } } } }';
const REFUND = `mutation ($input: RefundPaymentInput!) {
  answered: refundPayment(input: $input) { refund { id status } errors { code } }
}`;
const APPROVE = `mutation ($input: ApproveRefundInput!) {
  answered: approveRefund(input: $input) { refund { id status } errors { code } }
}`;
const REJECT = `mutation ($input: RejectRefundInput!) {
  answered: rejectRefund(input: $input) { refund { id status } errors { code } }
}`;

/** A small part, which one may give alone, or half of it or all, which takes two; the request is often sent twice. */
export async function giveBack(cashiers: Cashiers, { random, ...paid }: Paid): Promise<void> {
  const payment = await paymentOf(cashiers.first, paid.orderId);
  if (!payment) return;
  const amount = partOf(payment.amount, random);
  const isHasty = random.percent(30);
  const isApproved = random.percent(75);
  const input = { paymentId: payment.id, amount, reason: 'A scratch on the box', idempotencyKey: randomUUID() };
  const asking = () => act(cashiers.first, { ...paid, what: 'refund' }, REFUND, { input });
  const [answer] = await Promise.all(isHasty ? [asking(), asking()] : [asking()]);
  if (answer?.refund?.status !== 'WAITING') return;
  const { id: refundId } = answer.refund;
  // Nobody may decide about what they have asked for; if this one can, the books show it.
  await act(cashiers.first, { ...paid, what: 'approve' }, APPROVE, { input: { refundId } });
  if (isApproved) await act(cashiers.second, { ...paid, what: 'approve' }, APPROVE, { input: { refundId } });
  else await act(cashiers.second, { ...paid, what: 'reject' }, REJECT, { input: { refundId, note: 'There is none.' } });
}

async function paymentOf(cashier: Staff, id: string): Promise<{ id: string; amount: Money } | undefined> {
  const found = await cashier.ask((client) =>
    client.graphql<{ order: { payments: { id: string; amount: Money }[] } }>(PAYMENTS, { id }),
  );
  return found?.order.payments[0];
}

function partOf({ amount, currency }: Money, random: Random): Money {
  const all = BigInt(amount);
  const part = random.pick([100n, all / 2n, all]);
  return { amount: String(part > 0n ? part : 1n), currency };
}

type Act = Omit<Paid, 'random'> & { readonly what: 'refund' | 'approve' | 'reject' };

async function act(
  cashier: Staff,
  { history, ...about }: Act,
  mutation: string,
  variables: object,
): Promise<Answered | undefined> {
  const attempt = history.begin(about);
  const answer = await cashier.ask((client) => client.graphql<{ answered: Answered }>(mutation, variables));
  const { refund, errors } = answer?.answered ?? { errors: [] };
  if (refund) end(attempt, 'ok', { refundId: refund.id });
  else if (answer) end(attempt, 'fail', { code: errors[0]?.code });
  return answer?.answered;
}
