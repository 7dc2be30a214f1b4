import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import PdfDocument from 'pdfkit';
import type { Invoice, InvoiceLine } from '../domain/invoice.ts';
import { InvoiceWriter } from '../domain/invoice-writer.ts';
import { readRoboto } from '@tovar/platform';
import { INVOICE_WORDS, type InvoiceWords, writtenDate } from './invoice-words.ts';

const MARGIN = 50;
const BOTTOM = 780;
const RIGHT = 545;
/** Left edges of the columns of the table; numbers end where the next column begins. */
const COLUMNS = { name: 50, quantity: 265, unitPrice: 310, discount: 375, taxRate: 435, total: 480 } as const;
const TEXT = 9;

/** One document being written from top to bottom. */
interface Sheet {
  readonly pdf: PDFKit.PDFDocument;
  readonly words: InvoiceWords;
}

@Injectable()
export class PdfInvoiceWriter extends InvoiceWriter {
  private fonts?: ReturnType<typeof readRoboto>;

  write(invoice: Invoice): Readable {
    this.fonts ??= readRoboto();
    const words = INVOICE_WORDS[invoice.locale];
    // Its dates are the invoice's: the time of writing would make other bytes of the same invoice.
    const info = { Title: `${words.invoice} ${invoice.number}`, CreationDate: invoice.paidAt, ModDate: invoice.paidAt };
    const pdf = new PdfDocument({ size: 'A4', margin: MARGIN, info, lang: invoice.locale });
    pdf.registerFont('regular', this.fonts.regular).registerFont('bold', this.fonts.bold);
    const sheet = { pdf, words };
    writeHead(sheet, invoice);
    writeTable(sheet, invoice);
    writeTotals(sheet, invoice);
    pdf.end();
    return pdf;
  }
}

function writeHead({ pdf, words }: Sheet, invoice: Invoice): void {
  const { seller, buyer, number, orderedAt, paidAt, locale } = invoice;
  pdf.font('bold').fontSize(20).text(`${words.invoice} ${number}`);
  pdf.font('regular').fontSize(TEXT).moveDown(0.5);
  pdf.text(`${words.date}: ${writtenDate(paidAt, locale)}`);
  pdf.text(`${words.ordered}: ${writtenDate(orderedAt, locale)}`);
  const top = pdf.y + 16;
  const left = block(pdf, words.seller, [seller.name, ...seller.details], MARGIN, top);
  const right = block(pdf, words.buyer, buyer, 310, top);
  pdf.x = MARGIN;
  pdf.y = Math.max(left, right) + 20;
}

/** Returns where it ends. */
function block(pdf: PDFKit.PDFDocument, title: string, lines: readonly string[], x: number, y: number): number {
  pdf.font('bold').text(title, x, y, { width: 230 }).font('regular');
  for (const line of lines) pdf.text(line, x, pdf.y, { width: 230 });
  return pdf.y;
}

function writeTable(sheet: Sheet, { lines }: Invoice): void {
  writeTableHead(sheet);
  for (const line of lines) {
    if (sheet.pdf.y + 40 > BOTTOM) {
      sheet.pdf.addPage();
      writeTableHead(sheet);
    }
    writeLine(sheet.pdf, line);
  }
}

function writeTableHead({ pdf, words }: Sheet): void {
  pdf.font('bold').fontSize(TEXT);
  row(pdf, [words.name, words.quantity, words.unitPrice, words.discount, words.tax, words.total]);
  pdf.font('regular').moveTo(MARGIN, pdf.y).lineTo(RIGHT, pdf.y).lineWidth(0.5).stroke();
  pdf.y += 4;
}

function writeLine(pdf: PDFKit.PDFDocument, line: InvoiceLine): void {
  const { name, sku, quantity, unitPrice, discount, taxRate, total } = line;
  const off = discount === null ? '' : `-${discount}`;
  row(pdf, [sku === '' ? name : `${name}\n${sku}`, String(quantity), unitPrice, off, taxRate, total]);
}

/** The first cell from the left, the others against the right edges of their columns. */
function row(pdf: PDFKit.PDFDocument, [name = '', ...numbers]: readonly string[]): void {
  const top = pdf.y;
  const edges = [COLUMNS.quantity, COLUMNS.unitPrice, COLUMNS.discount, COLUMNS.taxRate, COLUMNS.total];
  for (const [index, text] of numbers.entries()) {
    const left = edges[index] ?? MARGIN;
    const width = (edges[index + 1] ?? RIGHT) - left - 4;
    pdf.text(text, left, top, { width, align: 'right', lineBreak: false });
  }
  pdf.text(name, COLUMNS.name, top, { width: COLUMNS.quantity - COLUMNS.name - 8 });
  pdf.y += 6;
}

function writeTotals(sheet: Sheet, { subtotal, discount, total, taxes, currency }: Invoice): void {
  const { pdf, words } = sheet;
  if (pdf.y + 60 + 14 * taxes.length > BOTTOM) pdf.addPage();
  pdf.moveTo(MARGIN, pdf.y).lineTo(RIGHT, pdf.y).stroke();
  pdf.y += 8;
  sum(pdf, words.subtotal, `${subtotal} ${currency}`);
  if (discount !== null) sum(pdf, words.discount, `-${discount} ${currency}`);
  pdf.font('bold').fontSize(12);
  sum(pdf, words.total, `${total} ${currency}`);
  pdf.font('regular').fontSize(TEXT).moveDown(0.5);
  for (const { rate, net, tax } of taxes) sum(pdf, `${words.tax} ${rate}, ${words.net} ${net}`, `${tax} ${currency}`);
}

function sum(pdf: PDFKit.PDFDocument, label: string, amount: string): void {
  const top = pdf.y;
  pdf.text(amount, COLUMNS.taxRate, top, { width: RIGHT - COLUMNS.taxRate - 4, align: 'right', lineBreak: false });
  pdf.text(label, COLUMNS.quantity, top, { width: COLUMNS.taxRate - COLUMNS.quantity, align: 'right' });
  pdf.y += 3;
}
