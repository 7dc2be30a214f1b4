import type { ParcelLine } from './shipment.ts';

/** What the catalogue knows of weights. */
export abstract class VariantWeights {
  /** Grams of all lines together; undefined when one of them is not known. */
  abstract of(lines: readonly ParcelLine[], currency: string): Promise<number | undefined>;
}
