import { moneyView, toView } from '@tovar/contracts';
import { z } from 'zod';
import { type RefundDetails, refundStatuses } from '../queries/refund-list.ts';

/** A refund as REST shows it to staff. */
export const refundView = z.object({
  id: z.uuid(),
  paymentId: z.uuid(),
  orderId: z.uuid(),
  amount: moneyView,
  reason: z.string(),
  status: z.enum(refundStatuses).describe('WAITING: a second person has to agree'),
  askedBy: z.uuid(),
  askedAt: z.iso.datetime(),
  decidedBy: z.uuid().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  note: z.string().nullable().describe('why it was turned down'),
});
export type RefundResource = z.output<typeof refundView>;

export const refundPageView = z.object({ items: z.array(refundView), nextCursor: z.string().nullable() });
export type RefundPageResource = z.output<typeof refundPageView>;

export function toRefundView({ amount, askedAt, decidedAt, ...refund }: RefundDetails): RefundResource {
  return {
    ...refund,
    amount: toView(amount),
    askedAt: askedAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
  };
}
