import { buffer } from 'node:stream/consumers';
import type { CdekOrder } from './order.ts';

/** What would be stuck on the parcel; nobody could take it for CDEK's own. */
export async function labelPdf({ cdekNumber, number, createdAt, weightGrams }: CdekOrder): Promise<Buffer> {
  // Loaded for whoever prints: the shop starts without it.
  const { default: PdfDocument } = await import('pdfkit');
  const made = new Date(createdAt);
  const pdf = new PdfDocument({ size: 'A6', margin: 20, info: { Title: number, CreationDate: made, ModDate: made } });
  pdf.fontSize(9).text('Carrier sandbox: this label brings nothing anywhere').moveDown();
  pdf.fontSize(20).text(cdekNumber).fontSize(12).text(number);
  pdf.moveDown().text(`${weightGrams} g`);
  pdf.end();
  return buffer(pdf);
}
