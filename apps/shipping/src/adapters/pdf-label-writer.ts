import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { readRoboto } from '@tovar/platform';
import PdfDocument from 'pdfkit';
import { type Label, LabelWriter } from '../domain/label-writer.ts';

const MARGIN = 20;

@Injectable()
export class PdfLabelWriter extends LabelWriter {
  private fonts?: ReturnType<typeof readRoboto>;

  write({ number, carrier, method, to, weightGrams, packedAt }: Label): Readable {
    this.fonts ??= readRoboto();
    // Its dates are the parcel's: the time of writing would make other bytes of the same label.
    const info = { Title: number, CreationDate: packedAt, ModDate: packedAt };
    const pdf = new PdfDocument({ size: 'A6', margin: MARGIN, info });
    pdf.registerFont('regular', this.fonts.regular).registerFont('bold', this.fonts.bold);
    pdf.font('regular').fontSize(9).text(`${carrier} · ${method}`);
    pdf.font('bold').fontSize(22).text(number).moveDown(0.8);
    pdf.fontSize(13).text(to.recipient).font('regular');
    const place = [to.postalCode, to.city].filter(Boolean).join(' ');
    for (const line of [to.line1, to.line2, place, to.region, to.country, to.phone]) if (line) pdf.text(line);
    pdf
      .moveDown(0.8)
      .fontSize(9)
      .text(`${(weightGrams / 1_000).toFixed(3)} kg`);
    pdf.end();
    return pdf;
  }
}
