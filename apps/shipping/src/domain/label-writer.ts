import type { Readable } from 'node:stream';
import type { PostalAddress } from '@tovar/contracts';

/** What stands on a parcel. */
export interface Label {
  /** For people and for scanners. */
  readonly number: string;
  readonly carrier: string;
  readonly method: string;
  readonly to: PostalAddress;
  readonly weightGrams: number;
  readonly packedAt: Date;
}

/** Writes a label as a PDF; the same label is the same bytes. */
export abstract class LabelWriter {
  abstract write(label: Label): Readable;
}
