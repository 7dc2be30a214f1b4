import type { Readable } from 'node:stream';
import type { Invoice } from './invoice.ts';

export abstract class InvoiceWriter {
  /** The invoice as a PDF (A4), in its own language; the same bytes for the same invoice. */
  abstract write(invoice: Invoice): Readable;
}
