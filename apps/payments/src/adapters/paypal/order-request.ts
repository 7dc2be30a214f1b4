import { isEqual, multiply, sum } from '@tovar/contracts';
import type { PaymentRequest } from '../../domain/payment.ts';
import { toPayPal } from './paypal-money.ts';

const LONGEST_TEXT = 127;

/**
 * The body of "create order": the same for the same payment, so that a repetition is a repetition. The invoice id is a
 * second guard against a double charge, for when PayPal has forgotten the request id. Throws `NotPayableByPayPal`.
 */
export function orderRequest(payment: PaymentRequest): object {
  const { id, orderNumber, amount, lines, breakdown, returnUrl, cancelUrl } = payment;
  const lineTotal = sum(
    amount.currency,
    lines.map((line) => multiply(line.unitPrice, line.quantity)),
  );
  const itemTotal = breakdown?.items ?? lineTotal;
  const items = lines.map(({ name, sku, quantity, unitPrice }) => ({
    name: shortened(name),
    sku: shortened(sku),
    quantity: String(quantity),
    unit_amount: toPayPal(unitPrice),
  }));
  return {
    intent: 'CAPTURE',
    purchase_units: [
      {
        custom_id: id,
        invoice_id: shortened(`${orderNumber}-${id}`),
        description: shortened(`Order ${orderNumber}`),
        amount: {
          ...toPayPal(amount),
          breakdown: {
            item_total: toPayPal(itemTotal),
            ...(breakdown && { shipping: toPayPal(breakdown.delivery), discount: toPayPal(breakdown.discount) }),
          },
        },
        // Taxes on top are in the items but in no line: PayPal then sees the total alone, because it checks each sum.
        ...(isEqual(lineTotal, itemTotal) && { items }),
      },
    ],
    payment_source: {
      paypal: {
        experience_context: {
          return_url: returnUrl,
          cancel_url: cancelUrl,
          user_action: 'PAY_NOW',
          shipping_preference: 'NO_SHIPPING',
          payment_method_preference: 'IMMEDIATE_PAYMENT_REQUIRED',
        },
      },
    },
  };
}

/** By characters, so that none is cut in half. */
function shortened(text: string): string {
  return Array.from(text).slice(0, LONGEST_TEXT).join('');
}
