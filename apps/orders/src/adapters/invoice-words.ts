import type { InvoiceLocale } from '../domain/invoice.ts';

/** The words of an invoice that are not the order's own. */
export interface InvoiceWords {
  readonly invoice: string;
  readonly date: string;
  readonly ordered: string;
  readonly seller: string;
  readonly buyer: string;
  readonly name: string;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly discount: string;
  readonly tax: string;
  readonly net: string;
  readonly subtotal: string;
  readonly total: string;
}

export const INVOICE_WORDS: Readonly<Record<InvoiceLocale, InvoiceWords>> = {
  en: {
    invoice: 'Invoice',
    date: 'Date of invoice and payment',
    ordered: 'Ordered',
    seller: 'Seller',
    buyer: 'Buyer',
    name: 'Item',
    quantity: 'Pieces',
    unitPrice: 'Price',
    discount: 'Discount',
    tax: 'Tax',
    net: 'net',
    subtotal: 'Before discounts',
    total: 'Total',
  },
  ru: {
    invoice: 'Счёт',
    date: 'Дата счёта и оплаты',
    ordered: 'Дата заказа',
    seller: 'Продавец',
    buyer: 'Покупатель',
    name: 'Товар',
    quantity: 'Кол-во',
    unitPrice: 'Цена',
    discount: 'Скидка',
    tax: 'НДС',
    net: 'без налога',
    subtotal: 'До скидок',
    total: 'Итого',
  },
};

/** The day in UTC, as the language writes it: the same wherever the server stands. */
export function writtenDate(at: Date, locale: InvoiceLocale): string {
  const [year, month, day] = at.toISOString().slice(0, 10).split('-');
  return locale === 'ru' ? `${day}.${month}.${year}` : `${year}-${month}-${day}`;
}
