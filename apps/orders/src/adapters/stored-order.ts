import { money } from '@tovar/contracts';
import type { Order, OrderLine } from '../domain/order.ts';
import type { OrderEntity, OrderLineEntity } from './order.entity.ts';

/** An order as it is written. */
export function toEntity({ guestAccess, total, refunds, ...order }: Order): OrderEntity {
  return {
    ...order,
    guestTokenHash: guestAccess?.tokenHash ?? null,
    guestTokenExpiresAt: guestAccess?.expiresAt ?? null,
    totalMinor: total.amount,
    currency: total.currency,
    refunds: refunds.map(({ refundId, amount }) => ({ refundId, amountMinor: amount.amount.toString() })),
  };
}

export function toOrder(stored: OrderEntity): Order {
  const { guestTokenHash, guestTokenExpiresAt, totalMinor, currency, refunds, ...order } = stored;
  return {
    ...order,
    guestAccess:
      guestTokenHash !== null && guestTokenExpiresAt !== null
        ? { tokenHash: guestTokenHash, expiresAt: guestTokenExpiresAt }
        : null,
    total: money(totalMinor, currency),
    refunds: refunds.map(({ refundId, amountMinor }) => ({ refundId, amount: money(BigInt(amountMinor), currency) })),
  };
}

export function toLineEntity(
  orderId: string,
  { unitPrice, total, ...line }: OrderLine,
  position: number,
): OrderLineEntity {
  return { ...line, orderId, position, unitPriceMinor: unitPrice.amount, totalMinor: total.amount };
}
