import type { OrderBook } from './paypal/orders/order-book.ts';

/** All that was ever ordered, taken and given back, with the shop's own ids: what a shop's books must agree with. */
export function ledgerView(paypalOrders: OrderBook) {
  const { orders, captures, refunds } = paypalOrders.everything();
  return {
    orders: orders.flatMap((order) =>
      order.units.map((unit) => ({
        provider: 'paypal',
        id: order.id,
        status: order.status,
        reference_id: unit.reference_id,
        custom_id: unit.custom_id,
        invoice_id: unit.invoice_id,
        amount: { currency_code: unit.amount.currency_code, value: unit.amount.value },
        create_time: isoTime(order.createdAt),
      })),
    ),
    captures: captures.map((capture) => ({
      provider: 'paypal',
      id: capture.id,
      order_id: capture.orderId,
      status: paypalOrders.statusOf(capture),
      custom_id: capture.customId,
      invoice_id: capture.invoiceId,
      amount: capture.amount,
      create_time: isoTime(capture.createdAt),
    })),
    refunds: refunds.map((refund) => ({
      provider: 'paypal',
      id: refund.id,
      capture_id: refund.captureId,
      order_id: paypalOrders.capture(refund.captureId)?.orderId,
      status: 'COMPLETED',
      custom_id: refund.customId,
      invoice_id: refund.invoiceId,
      amount: refund.amount,
      create_time: isoTime(refund.createdAt),
    })),
  };
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
