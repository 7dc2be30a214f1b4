import {
  add,
  type AppliedDiscount,
  type CheckoutDelivery,
  type CheckoutReading,
  fromJson,
  type LineTax,
  type Money,
  type PaymentProviderName,
  type PostalAddress,
  sum,
  type TotalStep,
} from '@tovar/contracts';

/** What was bought, as it was then. */
export interface OrderLine {
  readonly variantId: string;
  readonly productId: string;
  /** Every category above the product; told with the order, and not kept. */
  readonly categoryIds?: readonly string[] | null;
  readonly sku: string;
  readonly name: { readonly en: string; readonly ru: string };
  readonly quantity: number;
  readonly unitPrice: Money;
  /** What took something off this line, and how much. */
  readonly discounts: readonly AppliedDiscount[];
  readonly tax: LineTax;
  /** The unit price times the quantity, less the discounts, and the tax where it is not in the price. */
  readonly total: Money;
}

/** A promotion that an order was placed with; a limited one is counted before the order is paid. */
export type AppliedPromotion = CheckoutReading['promotions'][number];

/** All that was agreed on when an order was placed. It is stored as it is, and nothing of it is recomputed later. */
export interface Placement {
  readonly lines: readonly OrderLine[];
  /** Null when nothing has to be delivered. */
  readonly delivery: CheckoutDelivery | null;
  /** Whom the invoice is made out to; null for the address of the delivery. */
  readonly billingAddress: PostalAddress | null;
  /** The lines before discounts, all discounts, all taxes, and what has to be paid. */
  readonly subtotal: Money;
  readonly discountTotal: Money;
  readonly taxTotal: Money;
  readonly total: Money;
  readonly promotions: readonly AppliedPromotion[];
  /** How the total came about, step by step. */
  readonly trace: readonly TotalStep[];
  /** Null leaves the choice to payments. */
  readonly paymentProvider: PaymentProviderName | null;
}

/** What cart says, as an order keeps it. */
export function placementOf(reading: CheckoutReading): Placement {
  const { delivery, billingAddress, promotions, trace, paymentProvider } = reading;
  return {
    lines: reading.lines.map((line) => {
      return { ...line, unitPrice: fromJson(line.unitPrice), total: fromJson(line.total) };
    }),
    delivery,
    billingAddress,
    subtotal: fromJson(reading.subtotal),
    discountTotal: fromJson(reading.discountTotal),
    taxTotal: fromJson(reading.taxTotal),
    total: fromJson(reading.total),
    promotions,
    trace,
    paymentProvider,
  };
}

/** What a list of discounts takes off. */
export function discountOf(currency: string, discounts: readonly AppliedDiscount[]): Money {
  return sum(
    currency,
    discounts.map(({ amount }) => fromJson(amount)),
  );
}

/** What a tax adds to a price: nothing when it is in the price. */
export function withTax(price: Money, { isIncluded, amount }: LineTax): Money {
  return isIncluded ? price : add(price, fromJson(amount));
}
