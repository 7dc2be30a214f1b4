import type { OrderStatus, PaymentStatus } from './order.ts';

/** Where the headline may go from each status. CANCELLED and DELIVERED are ends. */
const NEXT_STATUS: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  CREATED: ['PROCESSING', 'CANCELLED'],
  // Stock that was held and given back without an end is for a person to look at.
  PROCESSING: ['PAID', 'CANCELLED'],
  PAID: ['DELIVERED', 'CANCELLED'],
  DELIVERED: [],
  CANCELLED: [],
};

/** Money that moved has moved: a status never forgets a capture or a refund. */
const NEXT_PAYMENT_STATUS: Readonly<Record<PaymentStatus, readonly PaymentStatus[]>> = {
  NOT_PAID: ['PENDING', 'AUTHORIZED', 'PARTIALLY_PAID', 'PAID', 'FAILED'],
  PENDING: ['NOT_PAID', 'AUTHORIZED', 'PARTIALLY_PAID', 'PAID', 'FAILED'],
  AUTHORIZED: ['NOT_PAID', 'PARTIALLY_PAID', 'PAID', 'FAILED'],
  FAILED: ['PARTIALLY_PAID', 'PAID'],
  PARTIALLY_PAID: ['PAID', 'PARTIALLY_REFUNDED', 'REFUNDED'],
  PAID: ['PARTIALLY_REFUNDED', 'REFUNDED'],
  PARTIALLY_REFUNDED: ['REFUNDED'],
  REFUNDED: [],
};

/** How an order stood behind one entry of its history. */
export interface PathStep {
  readonly status: OrderStatus;
  readonly paymentStatus: PaymentStatus;
}

/** The first step of a history that no order can take, in words; undefined for a path of the state graph. */
export function impossibleStep(path: readonly PathStep[]): string | undefined {
  let before: PathStep | undefined;
  for (const step of path) {
    const impossible = before ? between(before, step) : notABeginning(step);
    if (impossible) return impossible;
    before = step;
  }
  return undefined;
}

function notABeginning({ status, paymentStatus }: PathStep): string | undefined {
  return status === 'CREATED' && paymentStatus === 'NOT_PAID' ? undefined : `begins ${status} and ${paymentStatus}`;
}

function between(from: PathStep, to: PathStep): string | undefined {
  if (from.status !== to.status && !NEXT_STATUS[from.status].includes(to.status))
    return `goes from ${from.status} to ${to.status}`;
  if (from.paymentStatus !== to.paymentStatus && !NEXT_PAYMENT_STATUS[from.paymentStatus].includes(to.paymentStatus))
    return `goes from ${from.paymentStatus} to ${to.paymentStatus}`;
  return undefined;
}
