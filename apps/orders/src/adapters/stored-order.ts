import { money } from '@tovar/contracts';
import type { Order } from '../domain/order.ts';
import { discountOf, type OrderLine, type Placement } from '../domain/placement.ts';
import type { OrderEntity, OrderLineEntity, OrderPlacementEntity } from './order.entity.ts';

/** An order as it is written, but for the trace that it is written in. */
export function toEntity({ guestAccess, total, refunds, ...order }: Order): Omit<OrderEntity, 'traceparent'> {
  return {
    ...order,
    guestTokenHash: guestAccess?.tokenHash ?? null,
    guestTokenExpiresAt: guestAccess?.expiresAt ?? null,
    totalMinor: total.amount,
    currency: total.currency,
    refunds: refunds.map(({ refundId, amount }) => ({ refundId, amountMinor: amount.amount.toString() })),
  };
}

export function toOrder(stored: Omit<OrderEntity, 'traceparent'>): Order {
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
  { unitPrice, discounts, tax, total, ...line }: OrderLine,
  position: number,
): OrderLineEntity {
  return {
    ...line,
    orderId,
    position,
    unitPriceMinor: unitPrice.amount,
    discounts,
    discountMinor: discountOf(total.currency, discounts).amount,
    taxCategory: tax.category,
    taxRateBasisPoints: tax.rateBasisPoints,
    isTaxIncluded: tax.isIncluded,
    taxMinor: BigInt(tax.amount.amount),
    totalMinor: total.amount,
  };
}

export function toPlacementEntity({ id, orderNumber, email }: Order, placement: Placement): OrderPlacementEntity {
  const { lines, subtotal, discountTotal, taxTotal, delivery, billingAddress, promotions, trace, paymentProvider } =
    placement;
  const words = [orderNumber, email ?? '', ...lines.flatMap(({ sku, name }) => [sku, name.en, name.ru])];
  return {
    orderId: id,
    subtotalMinor: subtotal.amount,
    discountMinor: discountTotal.amount,
    taxMinor: taxTotal.amount,
    delivery,
    billingAddress,
    promotions,
    trace,
    paymentProvider,
    search: words.join('\n').toLowerCase(),
  };
}
