import type { OrderBook } from './paypal/orders/order-book.ts';
import type { Amount } from './yookassa/payments/amount.ts';
import type { PaymentBook } from './yookassa/payments/payment-book.ts';

/** All that was ever ordered, taken and given back, with the shop's own ids: what a shop's books must agree with. */
export function ledgerView(paypalOrders: OrderBook, yookassaPayments: PaymentBook) {
  const [paypal, yookassa] = [paypalView(paypalOrders), yookassaView(yookassaPayments)];
  return {
    orders: [...paypal.orders, ...yookassa.orders],
    captures: [...paypal.captures, ...yookassa.captures],
    refunds: [...paypal.refunds, ...yookassa.refunds],
  };
}

function paypalView(paypalOrders: OrderBook) {
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

/** In the same words as PayPal's: a payment of YooKassa is order and capture in one. */
function yookassaView(book: PaymentBook) {
  const orders = book.allPayments().map((payment) => ({
    provider: 'yookassa',
    id: payment.id,
    order_id: payment.id,
    status: payment.status,
    custom_id: payment.metadata['payment_id'],
    amount: inPayPalsWords(payment.amount),
    create_time: isoTime(payment.createdAt),
  }));
  const refunds = book.allRefunds().map((refund) => ({
    provider: 'yookassa',
    id: refund.id,
    capture_id: refund.paymentId,
    order_id: refund.paymentId,
    status: refund.status,
    custom_id: refund.metadata['payment_id'],
    amount: inPayPalsWords(refund.amount),
    create_time: isoTime(refund.createdAt),
  }));
  return { orders, refunds, captures: orders.filter(({ status }) => status === 'succeeded') };
}

function inPayPalsWords({ value, currency }: Amount) {
  return { currency_code: currency, value };
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
