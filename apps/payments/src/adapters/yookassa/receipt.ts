import { allocate, type Money, money, multiply, sum } from '@tovar/contracts';
import type { BuyerContact } from '../../domain/buyer-contacts.ts';
import type { PaymentLine, PaymentRequest } from '../../domain/payment.ts';
import { toYooKassa } from './yookassa-money.ts';

const LONGEST_DESCRIPTION = 128;

/** How a shop that is bound by the law 54-FZ has its receipts made. */
export interface ReceiptSettings {
  readonly vatCode: number;
  readonly taxSystemCode?: number;
  /** Where the receipt goes when nobody knows how to reach the buyer. */
  readonly email: string;
}

/** One row of a receipt: units of one price. */
interface Row {
  readonly description: string;
  readonly quantity: number;
  readonly unit: Money;
}

/**
 * The receipt of a payment. Its rows are what was really paid: a receipt knows no discounts, so they are spread over
 * the lines, and what is added besides (delivery) is a row of its own. Units × prices add up to the amount exactly.
 */
export function receiptOf(
  request: PaymentRequest,
  contact: BuyerContact | undefined,
  settings: ReceiptSettings,
): object {
  const { amount, lines, breakdown } = request;
  const { currency } = amount;
  const delivery = breakdown?.delivery ?? money(0n, currency);
  // A discount that takes delivery off as well leaves less than the lines cost: delivery then comes out of it, too.
  const goods = atLeastZero({ ...amount, amount: amount.amount - delivery.amount });
  const rest: Money = { ...amount, amount: amount.amount - goods.amount };
  const rows = [...rowsOf(lines, goods), ...(rest.amount > 0n ? [row('Delivery', 1, rest, 'service')] : [])];
  return receiptWith(rows, contact, settings);
}

/** The receipt of a refund: the amount in one row, because money is given back and not things. */
export function refundReceipt(amount: Money, contact: BuyerContact | undefined, settings: ReceiptSettings): object {
  return receiptWith([row('Refund', 1, amount, 'commodity')], contact, settings);
}

/** The lines at what was paid for them, each in at most two rows: a price that does not divide is split over its units. */
export function rowsOf(lines: readonly PaymentLine[], total: Money): (Row & { subject: string })[] {
  const full = lines.map(({ unitPrice, quantity }) => multiply(unitPrice, quantity));
  if (sum(total.currency, full).amount === 0n) {
    return total.amount === 0n ? [] : [row('Order', 1, total, 'commodity')];
  }
  const paid = allocate(
    total,
    full.map(({ amount }) => amount),
  );
  return lines.flatMap(({ name, quantity }, index) => {
    const { amount = 0n } = paid[index] ?? {};
    const units = BigInt(quantity);
    const [price, dearer] = [amount / units, Number(amount % units)];
    return [
      row(name, dearer, money(price + 1n, total.currency), 'commodity'),
      row(name, quantity - dearer, money(price, total.currency), 'commodity'),
    ].filter((each) => each.quantity > 0);
  });
}

function row(name: string, quantity: number, unit: Money, subject: string) {
  return { description: Array.from(name).slice(0, LONGEST_DESCRIPTION).join(''), quantity, unit, subject };
}

function receiptWith(
  rows: readonly (Row & { readonly subject: string })[],
  contact: BuyerContact | undefined,
  { vatCode, taxSystemCode, email }: ReceiptSettings,
): object {
  return {
    customer: customerOf(contact, email),
    ...(taxSystemCode !== undefined && { tax_system_code: taxSystemCode }),
    items: rows.map(({ description, quantity, unit, subject }) => ({
      description,
      quantity,
      amount: toYooKassa(unit),
      vat_code: vatCode,
      payment_subject: subject,
      payment_mode: 'full_prepayment',
    })),
  };
}

/** A number alone is enough for most cash desks, but not for YooKassa's own receipts. */
function customerOf({ email, phone }: BuyerContact = {}, shopsEmail: string): object {
  if (email !== undefined || phone === undefined) return { email: email ?? shopsEmail };
  return { email: shopsEmail, phone: phone.replace('+', '') };
}

function atLeastZero(value: Money): Money {
  return value.amount < 0n ? { ...value, amount: 0n } : value;
}
