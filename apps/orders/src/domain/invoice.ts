import {
  add,
  formatDecimal,
  fromJson,
  type LineTax,
  type Money,
  money,
  type PostalAddress,
  subtract,
} from '@tovar/contracts';
import { isCaptured, type Order } from './order.ts';
import { InvoiceNotAvailable } from './order.errors.ts';
import type { HistoryEntry } from './order-history.ts';
import type { Placement } from './placement.ts';

export const INVOICE_LOCALES = ['en', 'ru'] as const;
export type InvoiceLocale = (typeof INVOICE_LOCALES)[number];

/** Who sells. */
export interface Seller {
  readonly name: string;
  /** Address, registration, tax number: as the country wants it. */
  readonly details: readonly string[];
}

/** A bill for an order that has been paid: all that is written on it, amounts as text. */
export interface Invoice {
  readonly number: string;
  readonly locale: InvoiceLocale;
  readonly currency: string;
  /** When the money was taken: the invoice's own date. */
  readonly paidAt: Date;
  readonly orderedAt: Date;
  readonly seller: Seller;
  readonly buyer: readonly string[];
  readonly lines: readonly InvoiceLine[];
  readonly taxes: readonly TaxOfRate[];
  readonly subtotal: string;
  /** Null when nothing was taken off. */
  readonly discount: string | null;
  readonly total: string;
}

export interface InvoiceLine {
  readonly name: string;
  /** The article number; empty for the delivery. */
  readonly sku: string;
  readonly quantity: number;
  readonly unitPrice: string;
  readonly discount: string | null;
  readonly taxRate: string;
  readonly total: string;
}

export interface TaxOfRate {
  readonly rate: string;
  readonly net: string;
  readonly tax: string;
}

/** What an invoice is made of. */
export interface Invoiced extends Placement, Pick<Order, 'orderNumber' | 'paymentStatus' | 'placedAt' | 'email'> {
  readonly history: readonly Pick<HistoryEntry, 'event' | 'at'>[];
}

/** The same order gives the same invoice, whenever it is asked for. Throws `InvoiceNotAvailable` before it is paid. */
export function invoiceOf(order: Invoiced, seller: Seller, locale: InvoiceLocale): Invoice {
  const paidAt = order.history.find(({ event }) => event === 'PaymentCaptured')?.at;
  if (!paidAt || !isCaptured(order)) throw new InvoiceNotAvailable(order.orderNumber);
  const { lines, delivery, discountTotal, total } = order;
  const bought = lines.map((line) => ({ ...line, name: line.name[locale] }));
  const brought = delivery && {
    name: delivery.name[locale],
    sku: '',
    quantity: 1,
    unitPrice: fromJson(delivery.price),
    discounts: delivery.discounts,
    tax: delivery.tax,
    total: fromJson(delivery.total),
  };
  const parts = brought ? [...bought, brought] : bought;
  return {
    number: order.orderNumber,
    locale,
    currency: total.currency,
    paidAt,
    orderedAt: order.placedAt,
    seller,
    buyer: buyerOf(order),
    lines: parts.map(toInvoiceLine),
    taxes: taxesOf(parts),
    subtotal: formatDecimal(brought ? add(order.subtotal, brought.unitPrice) : order.subtotal),
    discount: discountTotal.amount === 0n ? null : formatDecimal(discountTotal),
    total: formatDecimal(total),
  };
}

type Part = Pick<Placement['lines'][number], 'sku' | 'quantity' | 'unitPrice' | 'discounts' | 'tax' | 'total'> & {
  readonly name: string;
};

function toInvoiceLine({ name, sku, quantity, unitPrice, discounts, tax, total }: Part): InvoiceLine {
  const off = sumOf(
    total.currency,
    discounts.map(({ amount }) => fromJson(amount)),
  );
  return {
    name,
    sku,
    quantity,
    unitPrice: formatDecimal(unitPrice),
    discount: off.amount === 0n ? null : formatDecimal(off),
    taxRate: rateOf(tax),
    total: formatDecimal(total),
  };
}

/** One row for each rate, the highest first; the net amount is what is left of the totals without the tax. */
function taxesOf(parts: readonly Part[]): TaxOfRate[] {
  const rates = [...new Set(parts.map(({ tax }) => tax.rateBasisPoints))].toSorted((left, right) => right - left);
  return rates.map((rate) => {
    const ofRate = parts.filter(({ tax }) => tax.rateBasisPoints === rate);
    const currency = ofRate[0]?.total.currency ?? '';
    const tax = sumOf(
      currency,
      ofRate.map((part) => fromJson(part.tax.amount)),
    );
    const gross = sumOf(
      currency,
      ofRate.map((part) => part.total),
    );
    return { rate: percent(rate), net: formatDecimal(subtract(gross, tax)), tax: formatDecimal(tax) };
  });
}

function sumOf(currency: string, amounts: readonly Money[]): Money {
  return amounts.reduce(add, money(0n, currency));
}

function rateOf({ rateBasisPoints }: LineTax): string {
  return percent(rateBasisPoints);
}

function percent(basisPoints: number): string {
  return `${basisPoints / 100} %`;
}

/** Whom it is made out to: the billing address, the delivery's, or at least where it was confirmed to. */
function buyerOf({ billingAddress, delivery, email }: Invoiced): string[] {
  const address = billingAddress ?? delivery?.address;
  return address ? linesOf(address) : [email ?? ''].filter(Boolean);
}

function linesOf({ recipient, line1, line2, postalCode, city, region, country }: PostalAddress): string[] {
  const place = [postalCode, city].filter(Boolean).join(' ');
  return [recipient, line1, line2, place, region, country].filter(
    (line) => line !== null && line !== undefined && line !== '',
  ) as string[];
}
